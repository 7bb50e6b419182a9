// The line of code that does in the visitor's own program what a panel shows.

import { Copy } from "./copy.tsx";

export const InCode = ({ code }: { code: string }) => (
  <figure class="in-code">
    <figcaption>In code</figcaption>
    <pre tabIndex={0} aria-label="The same in code">
      <code>{code}</code>
    </pre>
    <Copy text={() => code} label="Copy" />
  </figure>
);

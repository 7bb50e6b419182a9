// What a panel shows, said in code: the line that does the same in the visitor's own program.

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

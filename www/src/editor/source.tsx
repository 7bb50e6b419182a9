// The source: in the editor, or where it is too long for that as a list of records, of which one is shown.

import { identity, opened } from "../session.ts";
import { Problems } from "./problems.tsx";
import { Records } from "./records.tsx";
import { TextEditor } from "./text-editor.tsx";

export const Source = () => (
  <section class="source" aria-label="Source">
    {opened.value.editable ? <TextEditor /> : <Records key={identity.value} />}
    <Problems />
  </section>
);

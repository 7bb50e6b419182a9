// The source: in the editor or, if it is too long for that, as a list of records with the source of one of them.

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

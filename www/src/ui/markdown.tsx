// Markdown as elements. `marked` tells what is in the text; nothing of it becomes markup: HTML stays text, images are
// links, and links lead to the web alone.

import { type MarkedToken, marked, type Token } from "marked";
import type { ComponentChildren } from "preact";

import { webAddress } from "./address.ts";
import { Inline, Text, written } from "./text.tsx";

/** The longest text that is formatted; a longer one is shown as it is, piece by piece. */
const MOST = 20_000;

export function Markdown({ text }: { text: string }) {
  if (text.length > MOST) return <Text text={text} class="said" />;
  return (
    <div class="said markdown" dir="auto">
      {blocks(marked.lexer(text))}
    </div>
  );
}

const blocks = (tokens: Token[]): ComponentChildren => tokens.map((token, at) => <Part key={at} token={token as MarkedToken} />);

function Part({ token }: { token: MarkedToken }) {
  switch (token.type) {
    case "space":
    case "def":
      return null;
    case "heading":
      return <p class={`heading heading-${token.depth}`}>{blocks(token.tokens)}</p>;
    case "paragraph":
      return <p>{blocks(token.tokens)}</p>;
    case "blockquote":
      return <blockquote>{blocks(token.tokens)}</blockquote>;
    case "code":
      return <Text as="pre" text={token.text} class="output" />;
    case "hr":
      return <hr />;
    case "list":
      return token.ordered ? <ol start={token.start === "" ? 1 : token.start}>{blocks(token.items)}</ol> : <ul>{blocks(token.items)}</ul>;
    case "list_item":
      return (
        <li>
          {token.task && (token.checked ? "☑ " : "☐ ")}
          {blocks(token.tokens)}
        </li>
      );
    case "table":
      return (
        <div class="table-scroll" tabIndex={0} role="region" aria-label="Table">
          <table>
            <thead>
              <tr>
                {token.header.map((cell, at) => (
                  <th key={at} scope="col">
                    {blocks(cell.tokens)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {token.rows.map((row, at) => (
                <tr key={at}>
                  {row.map((cell, column) => (
                    <td key={column}>{blocks(cell.tokens)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      );
    case "strong":
      return <strong>{blocks(token.tokens)}</strong>;
    case "em":
      return <em>{blocks(token.tokens)}</em>;
    case "del":
      return <del>{blocks(token.tokens)}</del>;
    case "codespan":
      return <code>{written(token.text)}</code>;
    case "br":
      return <br />;
    case "link":
    case "image":
      return <Link address={token.href} raw={token.raw}>{token.type === "image" ? written(token.text) : blocks(token.tokens)}</Link>;
    case "text":
      return <>{token.tokens === undefined ? written(token.text) : blocks(token.tokens)}</>;
    case "escape":
      return <>{written(token.text)}</>;
    // HTML and everything else is text.
    default:
      return <>{written(token.raw)}</>;
  }
}

/** A link whose address can be seen; anything that does not lead to the web stays text. */
function Link({ address, raw, children }: { address: string; raw: string; children: ComponentChildren }) {
  const url = webAddress(address);
  if (url === undefined) return <Inline text={raw} most={300} />;
  return (
    <a href={url} title={url} target="_blank" rel="noreferrer noopener">
      {children}
    </a>
  );
}

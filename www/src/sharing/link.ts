// Links that carry a text in their fragment, which browsers send to no server: deflated, in base64url.

const KEY = "#text=";
/** The longest fragment; browsers and chats cut what is much longer. */
const MOST = 30_000;
/** No text that gets longer is unpacked: the page could not put it into its editor. */
const MOST_UNPACKED = 1_500_000;

/** @returns undefined if the text is too long for a link */
export async function fragmentOf(text: string): Promise<string | undefined> {
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  if ((bytes.length * 4) / 3 > MOST) return undefined;
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return KEY + base64.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

export const isShared = (fragment: string) => fragment.startsWith(KEY);

/** The text that a fragment carries. */
export async function textOf(fragment: string): Promise<string> {
  try {
    const base64 = fragment.slice(KEY.length).replaceAll("-", "+").replaceAll("_", "/");
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    return await unpack(bytes);
  } catch {
    throw new Error("This link is damaged: its end may be missing. Copy it again from where you got it.");
  }
}

async function unpack(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
    if (text.length > MOST_UNPACKED) throw new RangeError("too long");
  }
}

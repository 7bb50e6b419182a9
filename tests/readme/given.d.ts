declare global {
  var bytes: Uint8Array;
  var text: string;
  var json: string;
  var value: unknown;
}
export {};

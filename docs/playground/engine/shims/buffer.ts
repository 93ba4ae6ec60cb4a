/** What the parser of Dockerfiles uses of `Buffer`: a letter's bytes. */
export default {
  from: (text: string): Uint8Array => new TextEncoder().encode(text),
};

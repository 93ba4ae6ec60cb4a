/**
 * A short name for a text: sixteen hexadecimal digits, the same for the same text and hardly ever for another.
 * It is no secret and proves nothing. `node:crypto` takes milliseconds to load, which every test file would pay.
 */
export function shortName(text: string): string {
  // FNV-1a, twice from different beginnings.
  return [0x811c9dc5, 0x1000193]
    .map((start) => {
      let hash = start;
      for (let index = 0; index < text.length; index += 1) {
        hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
      }
      return (hash >>> 0).toString(16).padStart(8, '0');
    })
    .join('');
}

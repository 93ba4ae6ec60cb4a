import stringWidth from 'string-width';

/** However narrow a terminal is, lines get so much room. */
const LEAST = 20;

/**
 * Breaks a text into lines at its blanks; a word that is longer than a line stays whole. Colours have to begin and
 * end in a word.
 *
 * @param least How much room lines get at least.
 */
export function wrapText(text: string, width: number, least = LEAST): readonly string[] {
  const room = Math.max(least, width);
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const word of text.split(' ')) {
    const length = /^[!-~]*$/.test(word) ? word.length : stringWidth(word);
    if (line !== '' && used + 1 + length > room) {
      lines.push(line);
      [line, used] = [word, length];
    } else {
      used += length + (line === '' ? 0 : 1);
      line += line === '' ? word : ` ${word}`;
    }
  }
  return [...lines, line];
}

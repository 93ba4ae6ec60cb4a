import { painter, plural } from '../reporters/text.ts';
import type { Diagnosis, SectionState } from './diagnose.ts';

/** The diagnosis as one page for a terminal. */
export function doctorPage({ sections, read }: Diagnosis, { colour }: { readonly colour: boolean }): string {
  const paint = painter(colour);
  const width = Math.max(...sections.map(({ section }) => section.title.length));
  const placesWidth = Math.max(...sections.map((state) => placesText(state).length));
  const lines = sections.map((state) => {
    const { section, commands } = state;
    const title = section.title.padEnd(width);
    if (commands.length === 0) return `${paint('green', '✔')} ${section.title}`;
    return `${paint('red', '✖')} ${title}  ${placesText(state).padEnd(placesWidth)}  ${paint('dim', commands.join(', '))}`;
  });
  const held = sections.filter(({ commands }) => commands.length === 0).length;
  const open = held === sections.length ? '' : ' Run cogniverse-codemod with the command on the right.';
  return [
    paint('bold', `The guide, section by section (${plural(read, 'file')} read)`),
    '',
    ...lines,
    '',
    `${held} of ${sections.length} sections are held.${open}`,
    '',
  ].join('\n');
}

function placesText({ places, files, commands }: SectionState): string {
  return commands.length === 0 ? '' : `${plural(places, 'place')} in ${plural(files, 'file')}`;
}

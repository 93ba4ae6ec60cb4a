/** What the files around the tests say: commands that run the suite, in CI workflows, images and scripts. */
export { textSourceCode } from './surroundings/text-language.ts';
export { commandsOf, type Word } from './text/shell.ts';

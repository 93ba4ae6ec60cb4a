import { emitKeypressEvents, type Key } from 'node:readline';

/** A key that was pressed: its character, or the name of one that has none. */
export type Pressed = string;

/** What is pressed to stop at once. */
export const INTERRUPT = 'interrupt';
/** What comes when there is no more input. */
export const END = 'end';

/** Single keys from a terminal, which are not shown by it while they are waited for. */
export class Keyboard {
  readonly #input: NodeJS.ReadStream;
  #pressed: Pressed[] = [];
  #listener: ((pressed: Pressed) => void) | undefined;

  constructor(input: NodeJS.ReadStream) {
    this.#input = input;
  }

  open(): void {
    emitKeypressEvents(this.#input);
    this.#input.setRawMode(true);
    this.#input.on('keypress', this.#onKey).on('end', this.#onEnd).resume();
  }

  close(): void {
    this.#input.setRawMode(false);
    this.#input.off('keypress', this.#onKey).off('end', this.#onEnd).pause();
  }

  /** Forgets keys that were pressed before something is asked: they were not meant for that. */
  forget(): void {
    this.#pressed = [];
  }

  /** Waits for the next key. */
  next(): Promise<Pressed> {
    const pressed = this.#pressed.shift();
    if (pressed !== undefined) return Promise.resolve(pressed);
    return new Promise((resolve) => {
      this.#listener = resolve;
    });
  }

  readonly #onKey = (character: string | undefined, { ctrl = false, name }: Key): void => {
    if (ctrl && name === 'c') this.#press(INTERRUPT);
    else if (ctrl && name === 'd') this.#press(END);
    else if (character !== undefined) this.#press(character);
  };

  readonly #onEnd = (): void => {
    this.#press(END);
  };

  #press(pressed: Pressed): void {
    const listener = this.#listener;
    this.#listener = undefined;
    if (listener) listener(pressed);
    else this.#pressed.push(pressed);
  }
}

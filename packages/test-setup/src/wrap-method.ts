/** A method of which only its calls matter. */
export type Method = (this: unknown, ...args: unknown[]) => unknown;

/**
 * Puts a method in the place of another one.
 *
 * @param holder - What has the method. Nothing happens if it has none of that name.
 * @param name - The method's name.
 * @param wrap - Makes the new method of the old one, to be called with `Reflect.apply`.
 */
export function wrapMethod(holder: object, name: string, wrap: (own: Method) => Method): void {
  const own: unknown = Reflect.get(holder, name);
  if (isMethod(own)) {
    Reflect.set(holder, name, wrap(own));
  }
}

function isMethod(value: unknown): value is Method {
  return typeof value === 'function';
}

/** Remembers what a function finds for an object, such as a linted file, so that it looks once. */
export function oncePer<Key extends object, Found>(find: (key: Key) => Found): (key: Key) => Found {
  const known = new WeakMap<Key, { readonly found: Found }>();
  return (key) => {
    let entry = known.get(key);
    if (!entry) {
      entry = { found: find(key) };
      known.set(key, entry);
    }
    return entry.found;
  };
}

/**
 * Notes the environment variables of a process as they are now.
 *
 * @param holder - The `process` that tests see. They may also replace its `env` as a whole.
 * @returns Puts them back, and gives the names of those that had changed.
 */
export function keepEnvironment(holder: Pick<NodeJS.Process, 'env'>): () => string[] {
  const { env } = holder;
  const kept = { ...env };
  return () => {
    const changed: string[] = [];
    if (holder.env !== env) {
      holder.env = env;
      changed.push('process.env itself');
    }
    for (const name of Object.keys(env)) {
      if (!Object.hasOwn(kept, name)) {
        Reflect.deleteProperty(env, name);
        changed.push(name);
      }
    }
    for (const [name, value] of Object.entries(kept)) {
      if (env[name] !== value) {
        env[name] = value;
        changed.push(name);
      }
    }
    return changed;
  };
}

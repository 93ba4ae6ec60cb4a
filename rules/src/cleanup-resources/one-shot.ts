/** Programs that do what they are told and end; what a container runs is ended by another call of them. */
const ONE_SHOT = /^(?:docker|docker-compose|podman|git|curl)(?:\s|$)/;

/** Whether a command is of a program that ends by itself. */
export function endsByItself(command: string): boolean {
  return ONE_SHOT.test(command);
}

/** The number in an address. What is none leads to a thing that does not exist. */
export function readId(text: string): number {
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : 2_147_483_647;
}

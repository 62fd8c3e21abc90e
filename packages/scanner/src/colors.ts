import pc from 'picocolors'

export type Colors = Pick<ReturnType<typeof pc.createColors>, 'bold' | 'dim' | 'red' | 'green'>

/** Colors only on a terminal, and not where the person's environment says no. */
export function colorsFor(
  stream: { readonly isTTY?: boolean },
  environment: NodeJS.ProcessEnv,
): Colors {
  const forced = environment['FORCE_COLOR'] !== undefined && environment['FORCE_COLOR'] !== '0'
  const refused = environment['NO_COLOR'] !== undefined || environment['TERM'] === 'dumb'
  return pc.createColors(forced || (stream.isTTY === true && !refused))
}

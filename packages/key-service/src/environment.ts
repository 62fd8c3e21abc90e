/** Where a key may be used: one made for staging opens nothing in production. */
export type Environment = (typeof environments)[number]

export const environments = ['development', 'staging', 'production'] as const

export function isEnvironment(text: string): text is Environment {
  return environments.some((environment) => environment === text)
}

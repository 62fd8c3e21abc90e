/** The hooks of git whose work Keyward does. */
export const hookNames = ['pre-commit', 'commit-msg', 'pre-push', 'pre-receive', 'update'] as const

export type HookName = (typeof hookNames)[number]

export function isHookName(name: string): name is HookName {
  return hookNames.some((known) => known === name)
}

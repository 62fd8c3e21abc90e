/** What is known of a finding beside the text it stands in. */
export type Verdict =
  | { readonly state: 'new' }
  /** A comment or an entry of keyward.toml says that it may stay, and why. */
  | {
      readonly state: 'allowed'
      readonly by: 'comment' | 'settings'
      readonly reason: string
    }

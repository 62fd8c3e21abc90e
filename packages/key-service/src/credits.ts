/** What became of a debit. The same idempotency key always gets the same answer. */
export type Debit =
  | { readonly state: 'debited' | 'repeated'; readonly amount: number; readonly balance: number }
  | { readonly state: 'exhausted'; readonly reason: string; readonly balance: number }
  | { readonly state: 'unknown'; readonly reason: string }

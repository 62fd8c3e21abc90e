import type { Confidence } from './confidence.ts'
import type { Encoding } from './finding.ts'
import type { Fingerprint } from './fingerprint.ts'
import type { Position } from './position.ts'
import type { Problem } from './problem.ts'
import type { Proof } from './proof.ts'
import type { Suppression } from './suppression.ts'
import type { Verdict } from './verdict.ts'

/** A finding with its verdict, as a report tells it: everything but the secret. */
export interface Entry extends Position {
  readonly path: string
  readonly detector: string
  readonly title: string
  readonly why: string
  readonly fix: string
  readonly confidence: Confidence
  readonly verdict: Verdict
  readonly alternatives: readonly string[]
  readonly encodings: readonly Encoding[]
  readonly preview: string
  /** Missing where the repository has no salt to make one with. */
  readonly fingerprint?: Fingerprint
  /** Where it comes from, for what is no longer, or not only, a file. */
  readonly origin?: Origin
  /** What a build ships it in; `path` names the source that is made from, where that is known. */
  readonly chunks?: readonly Chunk[]
  /** For a service that revokes, where one is told; no printer shows it. */
  readonly proof?: Proof
}

/** A file that a browser downloads, and where in it a secret stands. */
export interface Chunk {
  readonly path: string
  readonly line: number
  readonly column: number
}

/** The commit that brought a text in, and from where it can still be reached. */
export interface Origin {
  /** All names of the same text, where there are several; the path of the entry is the first. */
  readonly paths?: readonly string[]
  readonly commit?: string
  readonly author?: string
  /** As `2026-11-21T10:00:00Z`. */
  readonly date?: string
  /** A name that leads to it: a branch or tag, `stash`, `reflog`; none for what dangles. */
  readonly reachable?: readonly string[]
  /** Whether the commit that is checked out still holds it. */
  readonly inHead?: boolean
  /** What it stands in, where that is no file: `commit message`, `note`, `tag`, `ref name`. */
  readonly where?: string
}

/** A comment that silences nothing, told so that it can be mended or removed. */
export interface IdleSuppression extends Suppression {
  readonly path: string
  readonly line: number
}

/** All that one scan has to say, in order of path and line. */
export interface Report {
  readonly entries: readonly Entry[]
  readonly problems: readonly Problem[]
  readonly suppressions: readonly IdleSuppression[]
  readonly read: Amounts
  readonly left: Left
}

/** How much was read; what a source does not read is 0. */
export interface Amounts {
  readonly files: number
  readonly blobs: number
  readonly commits: number
  readonly tags: number
  /** Of branches and tags. */
  readonly names: number
  readonly bytes: number
  /** Texts that an earlier scan has dealt with, which are not read again. */
  readonly remembered: number
}

/** What was not entered on purpose: no problem, but told, so that nobody thinks it was read. */
export interface Left {
  readonly links: number
  readonly submodules: number
  readonly excluded: number
  /** Archives of kinds that are not opened. */
  readonly sealed: number
  /** Pointers to large files that are kept elsewhere. */
  readonly pointers: number
  /** Files of a build that only the server reads. */
  readonly serverFiles: number
}

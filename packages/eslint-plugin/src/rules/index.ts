// Generated from this folder by `npm run generate`.
import type { KeywardRule } from '../rule.ts'
import type { RuleName } from './names.ts'
import noBearerApiKey from './no-bearer-api-key.ts'
import noBrowserSdkKey from './no-browser-sdk-key.ts'
import noClientReachableSecret from './no-client-reachable-secret.ts'
import noEnvInlining from './no-env-inlining.ts'
import noHardcodedAuthHeader from './no-hardcoded-auth-header.ts'
import noHardcodedCredential from './no-hardcoded-credential.ts'
import noHardcodedSecret from './no-hardcoded-secret.ts'
import noLiveKeyInTest from './no-live-key-in-test.ts'
import noPublicEnvSecret from './no-public-env-secret.ts'
import noSecretInUrl from './no-secret-in-url.ts'
import noSecretInWebStorage from './no-secret-in-web-storage.ts'
import noSecretSerialization from './no-secret-serialization.ts'
import noServerSecretInClient from './no-server-secret-in-client.ts'
import requireServerOnly from './require-server-only.ts'

export const rules = {
  'no-bearer-api-key': noBearerApiKey,
  'no-browser-sdk-key': noBrowserSdkKey,
  'no-client-reachable-secret': noClientReachableSecret,
  'no-env-inlining': noEnvInlining,
  'no-hardcoded-auth-header': noHardcodedAuthHeader,
  'no-hardcoded-credential': noHardcodedCredential,
  'no-hardcoded-secret': noHardcodedSecret,
  'no-live-key-in-test': noLiveKeyInTest,
  'no-public-env-secret': noPublicEnvSecret,
  'no-secret-in-url': noSecretInUrl,
  'no-secret-in-web-storage': noSecretInWebStorage,
  'no-secret-serialization': noSecretSerialization,
  'no-server-secret-in-client': noServerSecretInClient,
  'require-server-only': requireServerOnly,
} satisfies Readonly<Record<RuleName, KeywardRule>>

import type { Confidence } from '../confidence.ts'
import { defineProvider } from '../detector.ts'
import { rejected, type Rejection } from '../rejection.ts'
import { base64, base64url, upperAlphanumeric } from '../sample.ts'

export default defineProvider({
  name: 'Google',
  docs: 'https://cloud.google.com/docs/authentication',
  detectors: [
    {
      id: 'google-api-key',
      title: 'Google API key',
      anchors: ['AIza'],
      pattern: /(?<![A-Za-z0-9_-])(?<secret>AIza[A-Za-z0-9_-]{35})(?![A-Za-z0-9_-])/,
      check: isVaried,
      why: 'Whoever holds it calls every Google API that the key is not restricted from, Gemini included.',
      fix: 'Open APIs & Services, Credentials, in the Google Cloud console, rotate the key and restrict it.',
      examples: {
        leaks: {
          'key of a client': `const genAI = new GoogleGenerativeAI('AIzaSy${base64url(33)}')`,
        },
        clean: { 'too short': 'AIzaSyExample is where they begin' },
      },
    },
    {
      id: 'google-oauth-client-secret',
      title: 'Google OAuth client secret',
      anchors: ['GOCSPX-'],
      pattern: /(?<![A-Za-z0-9_-])(?<secret>GOCSPX-[A-Za-z0-9_-]{28})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it poses as the application when people sign in with Google.',
      fix: 'Open APIs & Services, Credentials, the client, add a new secret, then delete the old one.',
      examples: {
        leaks: { 'client_secret.json': `"client_secret": "GOCSPX-${base64url(28)}",` },
        clean: { placeholder: '"client_secret": "GOCSPX-..."' },
      },
    },
    {
      id: 'google-oauth-access-token',
      title: 'Google OAuth access token',
      anchors: ['ya29.'],
      pattern: /(?<![A-Za-z0-9_.-])(?<secret>ya29\.[A-Za-z0-9_-]{40,1024})(?![A-Za-z0-9_-])/,
      window: 1100,
      confidence: 'certain',
      why: 'Whoever holds it acts for the signed-in account until it expires within the hour.',
      fix: 'Send it to oauth2.googleapis.com/revoke, or remove the app at myaccount.google.com/connections.',
      examples: {
        leaks: { 'header of a request': `Authorization: Bearer ya29.a0${base64url(180)}` },
        clean: { placeholder: 'Authorization: Bearer ya29.TOKEN' },
      },
    },
    {
      id: 'google-oauth-refresh-token',
      title: 'Google OAuth refresh token',
      anchors: ['1//0'],
      pattern:
        /(?<![A-Za-z0-9_.:/-])(?<secret>1\/\/0[0-9a-z][A-Za-z0-9_-]{60,200})(?![A-Za-z0-9_/-])/,
      confidence: 'certain',
      why: 'Together with the client secret it fetches access tokens until somebody revokes it.',
      fix: 'Send it to oauth2.googleapis.com/revoke, or remove the app at myaccount.google.com/connections.',
      examples: {
        leaks: { 'application default credentials': `"refresh_token": "1//03${base64url(98)}",` },
        clean: { 'path with two slashes': 'cache/1//0a/readme.txt' },
      },
    },
    {
      id: 'google-bound-api-key',
      title: 'Google API key bound to a service account',
      anchors: ['AQ.Ab8RN'],
      pattern: /(?<![A-Za-z0-9_.-])(?<secret>AQ\.Ab8RN[A-Za-z0-9_-]{42,50})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it calls Vertex AI or Gemini as the service account behind the key.',
      fix: 'Open APIs & Services, Credentials, in the Google Cloud console, and delete the key.',
      examples: {
        leaks: { 'line of a dotenv file': `GOOGLE_API_KEY=AQ.Ab8RN6${base64url(44)}` },
        clean: { 'too short': 'AQ.Ab8RN6 is where they begin' },
      },
    },
    {
      id: 'google-storage-hmac-key',
      title: 'Google Cloud Storage HMAC secret',
      anchors: ['GOOG1E'],
      pattern:
        /GOOG1E[A-Z0-9]{18,57}(?![A-Z0-9])["']?[\s,;]{0,8}[\w "':=.-]{0,60}?[=:,][ \t]{0,4}["']?(?<secret>[A-Za-z0-9+/]{40})(?![A-Za-z0-9+/=])/,
      check: isVaried,
      why: 'With the id before it, it reads and writes buckets as the service account it belongs to.',
      fix: 'Open Cloud Storage, Settings, Interoperability, deactivate the key, then delete it.',
      examples: {
        leaks: {
          'set-up of gsutil': `gs_access_key_id = GOOG1E${upperAlphanumeric(55)}\ngs_secret_access_key = ${base64(40)}`,
        },
        clean: { 'id alone': `accessId: 'GOOG1E${upperAlphanumeric(55)}'` },
      },
    },
  ],
})

/** Keys that people make up for a page repeat a few letters or walk through the alphabet. */
function isVaried(secret: string): Confidence | Rejection {
  const body = secret.slice(6)
  if (new Set(body).size < 12 || /abcdefgh|ABCDEFGH|EXAMPLE/.test(body))
    return rejected('placeholder')
  return 'likely'
}

import { defineProvider } from '../detector.ts'
import { rejected } from '../rejection.ts'
import { base62, base64url, digits, hex } from '../sample.ts'

export default defineProvider({
  name: 'Meta',
  docs: 'https://developers.facebook.com/docs/facebook-login/guides/access-tokens',
  detectors: [
    {
      id: 'meta-access-token',
      title: 'Facebook or Instagram access token',
      anchors: ['EAA'],
      pattern: /(?<![A-Za-z0-9_+/-])(?<secret>EAA[A-S][A-Za-z0-9]{90,400})(?![A-Za-z0-9_+/=-])/,
      check: (secret) =>
        /\d/.test(secret) && new Set(secret).size > 30 ? 'certain' : rejected('common'),
      why: 'Whoever holds it reads and posts for the person or page it was issued to.',
      fix: 'Call DELETE /me/permissions with it, or change the app secret.',
      examples: {
        leaks: { 'line of a dotenv file': `PAGE_ACCESS_TOKEN=EAAG${base62(180)}` },
        clean: { 'beginning of base64': 'EAAGAAAA+AAA is an empty header' },
      },
    },
    {
      id: 'meta-instagram-token',
      title: 'Instagram access token',
      anchors: ['IGQV', 'IGQW', 'IGAA'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>IG(?:Q[VW]|AA)[A-Za-z0-9_-]{100,400})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it reads the profile and media of the person it was issued to.',
      fix: 'Open instagram.com, Settings, Website permissions, Apps and websites, and remove the app.',
      examples: {
        leaks: { 'line of a dotenv file': `INSTAGRAM_TOKEN=IGQVJ${base62(140)}` },
        clean: { 'too short': `IGQV${base62(9)} is cut off` },
      },
    },
    {
      id: 'meta-app-token',
      title: 'Facebook app access token',
      anchors: ['facebook', 'access_token'],
      pattern:
        /[A-Za-z][^\r\n]{2,40}?(?<![A-Za-z0-9])(?<secret>\d{15,16}(?:\||%7[Cc])[A-Za-z0-9_-]{27,40})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it changes the settings of the app and makes test users.',
      fix: 'Open developers.facebook.com, the app, App settings, Basic, and reset the app secret.',
      examples: {
        leaks: { 'line of a dotenv file': `FACEBOOK_TOKEN=${digits(15)}|${base64url(27)}` },
        clean: { 'table of numbers': 'access_token 12 | 34' },
      },
    },
    {
      id: 'meta-app-secret',
      title: 'Facebook app secret',
      anchors: ['facebook', 'fb_app_secret', 'fb_secret', 'app_secret', 'appsecret', 'fbapikey'],
      pattern:
        /(?:FACEBOOK|[Ff]acebook|FB|[Ff]b|APP|[Aa]pp)[\w.-]{0,20}(?:SECRET|[Ss]ecret|[Aa]pi[Kk]ey)[\w.-]{0,8}["'\])]{0,2}(?: string)?[ \t]{0,4}(?:(?:=>|[:.?]{0,3}=|:|,)[ \t]{0,4}|>\s{0,12})["'`]?(?<secret>[0-9a-f]{32})(?![\w-])/,
      nearby: {
        words: ['facebook', 'fb_', 'fbapi', 'instagram', 'meta'],
        within: 120,
        required: true,
      },
      why: 'Whoever holds it poses as the app and reads what people granted it.',
      fix: 'Open developers.facebook.com, the app, App settings, Basic, and reset the app secret.',
      examples: {
        leaks: { 'line of a dotenv file': `FACEBOOK_APP_SECRET=${hex(32)}` },
        clean: { 'read from the environment': 'appSecret: process.env.FACEBOOK_APP_SECRET' },
      },
    },
  ],
})

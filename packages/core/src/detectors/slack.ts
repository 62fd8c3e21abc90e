import { defineProvider } from '../detector.ts'
import { rejected } from '../rejection.ts'
import { base62, digits, hex, upperAlphanumeric } from '../sample.ts'

const revokeInApp =
  'Open the app under api.slack.com/apps, choose OAuth & Permissions, and revoke the token.'

export default defineProvider({
  name: 'Slack',
  docs: 'https://docs.slack.dev/authentication/tokens',
  detectors: [
    {
      id: 'slack-bot-token',
      title: 'Slack bot token',
      anchors: ['xoxb-'],
      pattern:
        /(?<![A-Za-z0-9.])(?<secret>xoxb-\d{9,14}-(?:\d{9,14}-)?[A-Za-z0-9]{18,34})(?![A-Za-z0-9-])/,
      confidence: 'certain',
      why: 'Whoever holds it can read and post wherever the bot was invited.',
      fix: revokeInApp,
      examples: {
        leaks: {
          'line of a dotenv file': `SLACK_TOKEN=xoxb-${digits(12)}-${digits(13)}-${base62(24)}`,
        },
        clean: { placeholder: 'SLACK_TOKEN=xoxb-your-bot-token' },
      },
    },
    {
      id: 'slack-user-token',
      title: 'Slack user token',
      anchors: ['xoxp-', 'xoxe-'],
      pattern:
        /(?<![A-Za-z0-9.])(?<secret>xox[pe]-\d{9,14}-\d{9,14}-(?:\d{9,14}-)?[A-Za-z0-9]{24,34})(?![A-Za-z0-9-])/,
      confidence: 'certain',
      why: 'Whoever holds it reads and writes what its owner can, private conversations included.',
      fix: revokeInApp,
      examples: {
        leaks: {
          'query of a URL': `https://slack.com/api/users.list?token=xoxp-${digits(12)}-${digits(12)}-${digits(12)}-${hex(32)}`,
        },
        clean: { placeholder: 'SLACK_USER_TOKEN=xoxp-your-user-token' },
      },
    },
    {
      id: 'slack-app-token',
      title: 'Slack app-level token',
      anchors: ['xapp-'],
      pattern:
        /(?<![A-Za-z0-9.])(?<secret>xapp-(?:\d-[A-Z0-9]{9,14}-\d{10,15}-[a-f0-9]{60,70}|\d{12}-[A-Za-z0-9/]{24}))(?![A-Za-z0-9-])/,
      confidence: 'certain',
      why: 'Whoever holds it opens the socket of the app and receives the events of every workspace.',
      fix: 'Open the app under api.slack.com/apps, Basic Information, App-Level Tokens, and revoke it.',
      examples: {
        leaks: {
          'set-up of a socket': `appToken: 'xapp-1-A${upperAlphanumeric(10)}-${digits(13)}-${hex(64)}',`,
        },
        clean: { placeholder: 'SLACK_APP_TOKEN=xapp-your-app-token' },
      },
    },
    {
      id: 'slack-rotating-token',
      title: 'Slack token that rotates',
      anchors: ['xoxe.xoxb-', 'xoxe.xoxp-'],
      pattern: /(?<![A-Za-z0-9.])(?<secret>xoxe\.xox[bp]-\d-[A-Za-z0-9]{140,220})(?![A-Za-z0-9])/,
      confidence: 'certain',
      why: 'Whoever holds it acts as the app, or creates and changes apps, until it rotates in 12 hours.',
      fix: 'Call auth.revoke with it, or open api.slack.com/apps and revoke it under Your App Configuration Tokens.',
      examples: {
        leaks: { 'line of a dotenv file': `SLACK_CONFIG_TOKEN=xoxe.xoxp-1-${base62(166)}` },
        clean: { 'too short': 'xoxe.xoxp-1-initial' },
      },
    },
    {
      id: 'slack-refresh-token',
      title: 'Slack refresh token',
      anchors: ['xoxe-1-'],
      pattern: /(?<![A-Za-z0-9.])(?<secret>xoxe-\d-[A-Za-z0-9]{120,180})(?![A-Za-z0-9])/,
      confidence: 'certain',
      why: 'Whoever holds it fetches new access tokens again and again.',
      fix: 'Rotate it once with oauth.v2.access or tooling.tokens.rotate: the old one stops working.',
      examples: {
        leaks: { 'answer kept as JSON': `{"refresh_token": "xoxe-1-${base62(146)}"}` },
        clean: { 'too short': 'xoxe-1-initial' },
      },
    },
    {
      id: 'slack-legacy-token',
      title: 'Slack legacy token',
      anchors: ['xoxa-', 'xoxr-', 'xoxs-', 'xoxo-'],
      pattern:
        /(?<![A-Za-z0-9.])(?<secret>xox[arso]-(?:\d-)?\d{6,14}-(?:\d{6,14}-)?(?:\d{6,14}-)?[A-Za-z0-9]{10,64})(?![A-Za-z0-9-])/,
      why: 'Whoever holds it reads and writes in the workspace it was made for.',
      fix: 'Call auth.revoke with it, and replace the app that used it: such tokens are no longer issued.',
      examples: {
        leaks: {
          'line of a dotenv file': `SLACK_TOKEN=xoxs-${digits(12)}-${digits(10)}-${digits(10)}-${hex(10)}`,
        },
        clean: { 'name of a picture': '2018-250-xoxo-indieweb-1.jpg' },
      },
    },
    {
      id: 'slack-session-token',
      title: 'Slack browser session',
      anchors: ['xoxc-', 'xoxd-'],
      pattern:
        /(?<![A-Za-z0-9.])(?<secret>xoxc-\d{9,14}-\d{9,14}-\d{9,14}-[a-f0-9]{64}|xoxd-[A-Za-z0-9+/%]{80,400}={0,2})(?![A-Za-z0-9%+/-])/,
      confidence: 'certain',
      why: 'Token and cookie together are the signed-in browser of a person.',
      fix: 'Sign out of all other sessions under Account settings, my.slack.com/account/settings.',
      examples: {
        leaks: {
          'request copied from a browser': `token=xoxc-${digits(12)}-${digits(12)}-${digits(13)}-${hex(64)}`,
        },
        clean: { 'too short': '"cookie": "xoxd-..."' },
      },
    },
    {
      id: 'slack-webhook-url',
      title: 'Slack webhook',
      anchors: ['hooks.slack.com/', 'hooks.slack-gov.com/'],
      pattern:
        /(?<secret>hooks\.slack(?:-gov)?\.com\/(?:services\/T[A-Z0-9]{8,12}\/B[A-Z0-9]{8,12}\/[A-Za-z0-9]{23,25}|workflows\/T[A-Z0-9]{8,12}\/A[A-Z0-9]{8,12}\/\d{17,19}\/[A-Za-z0-9]{23,25}|triggers\/[ET][A-Z0-9]{8,12}\/\d{10,15}\/[a-f0-9]{32}))(?![A-Za-z0-9])/,
      confidence: 'certain',
      why: 'Whoever holds it posts messages into a channel, or starts a workflow, as a trusted app.',
      fix: 'Open the app under api.slack.com/apps, Incoming Webhooks, and remove the webhook.',
      examples: {
        leaks: {
          'step of a workflow': `curl -d '{}' https://hooks.slack.com/services/T${upperAlphanumeric(9)}/B${upperAlphanumeric(9)}/${base62(24)}`,
        },
        clean: { placeholder: 'https://hooks.slack.com/services/YOUR/WEBHOOK/URL' },
      },
    },
    {
      id: 'slack-signing-secret',
      title: 'Slack signing or client secret',
      anchors: [
        'slack_signing_secret',
        'slacksigningsecret',
        'slack_client_secret',
        'slackclientsecret',
        'signingsecret',
        'slack_verification_token',
      ],
      pattern:
        /[A-Za-z_]{12,30}["']?[ \t]{0,4}(?:=>|=|:|,)[ \t]{0,4}["']?(?<secret>[0-9a-f]{32}|[A-Za-z0-9]{24})(?![A-Za-z0-9_.(-])/,
      nearby: { words: ['slack'], required: true },
      check: (secret) => (/\d/.test(secret) ? 'likely' : rejected('words')),
      why: 'Whoever holds it forges requests that seem to come from Slack, or poses as the app.',
      fix: 'Open the app under api.slack.com/apps, Basic Information, App Credentials, and regenerate it.',
      examples: {
        leaks: { 'line of a dotenv file': `SLACK_SIGNING_SECRET=${hex(32)}` },
        clean: { 'read from the environment': 'signingSecret: process.env.SLACK_SIGNING_SECRET' },
      },
    },
  ],
})

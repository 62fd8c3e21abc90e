import type { Confidence } from '../confidence.ts'
import { defineProvider } from '../detector.ts'
import { rejected, type Rejection } from '../rejection.ts'
import { base62, base64url, digits } from '../sample.ts'

export default defineProvider({
  name: 'Discord',
  docs: 'https://discord.com/developers/docs/reference#authentication',
  detectors: [
    {
      id: 'discord-bot-token',
      title: 'Discord bot token',
      anchors: [
        'discord',
        'bot_token',
        'bottoken',
        '.login(',
        'bot.run(',
        'client.run(',
        'authorization',
        '"token"',
      ],
      pattern:
        /[^\r\n]{0,80}?(?<![\w.-])(?<secret>(?:mfa\.)?[MNO][A-Za-z0-9_-]{22,27}\.[\w-]{6}\.[\w-]{27,38})(?![\w-])/,
      check: namesAUser,
      why: 'Whoever holds it is the bot in every server that added it.',
      fix: 'Open the application under discord.com/developers, Bot, and reset the token.',
      examples: {
        leaks: {
          'line of a dotenv file': `DISCORD_TOKEN=${botToken()}`,
          'last line of a bot': `client.login('${botToken()}')`,
        },
        clean: {
          'not the id of a user': `discord token: M${base62(23)}.${base62(6)}.${base62(38)}`,
        },
      },
    },
    {
      id: 'discord-webhook-url',
      title: 'Discord webhook',
      anchors: ['discord.com/api/', 'discordapp.com/api/'],
      pattern:
        /(?<secret>discord(?:app)?\.com\/api\/(?:v\d{1,2}\/)?webhooks\/\d{17,20}\/[\w-]{60,70})(?![\w-])/,
      confidence: 'certain',
      why: 'Whoever holds it posts into the channel, and edits or deletes the webhook itself.',
      fix: 'Send DELETE to the address, or remove it under Server settings, Integrations, Webhooks.',
      examples: {
        leaks: {
          'step of a workflow': `curl -d '{}' https://discord.com/api/webhooks/${digits(18)}/${base64url(68)}`,
        },
        clean: { 'without its token': `https://discord.com/api/webhooks/${digits(18)}/edit` },
      },
    },
    {
      id: 'discord-client-secret',
      title: 'Discord client secret',
      anchors: ['discord_client_secret', 'discordclientsecret', 'discord_secret', 'discordsecret'],
      pattern:
        /[A-Za-z_]{12,24}["']?[ \t]{0,4}(?:=>|=|:|,)[ \t]{0,4}["']?(?<secret>[A-Za-z0-9_-]{32})(?![\w.(-])/,
      check: (secret) => (/\d/.test(secret) ? 'likely' : rejected('words')),
      why: 'Whoever holds it poses as the application when people sign in with Discord.',
      fix: 'Open the application under discord.com/developers, OAuth2, and reset the secret.',
      examples: {
        leaks: { 'line of a dotenv file': `DISCORD_CLIENT_SECRET=${base64url(32)}` },
        clean: {
          'read from the environment': 'discordClientSecret: process.env.DISCORD_CLIENT_SECRET',
        },
      },
    },
  ],
})

/** The first part is the number of the user in base64. */
function namesAUser(secret: string): Confidence | Rejection {
  if (secret.startsWith('mfa.')) return 'likely'
  const [user = ''] = secret.split('.')
  return /^\d{17,20}$/.test(decoded(user)) ? 'certain' : rejected('structure')
}

function decoded(text: string): string {
  try {
    return atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  } catch {
    return ''
  }
}

function botToken(): string {
  const user = btoa(`1${digits(17)}`).replaceAll('=', '')
  return `${user}.G${base62(5)}.${base64url(38)}`
}

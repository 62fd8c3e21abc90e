import { defineProvider } from '../detector.ts'
import { base64url, digits } from '../sample.ts'

export default defineProvider({
  name: 'Telegram',
  docs: 'https://core.telegram.org/bots/api#authorizing-your-bot',
  detectors: [
    {
      id: 'telegram-bot-token',
      title: 'Telegram bot token',
      anchors: [':AA'],
      back: 10,
      pattern: /(?<!\d)(?<secret>[1-9]\d{7,9}:AA[A-Za-z0-9_-]{33})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it reads what people write to the bot and answers in its name.',
      fix: 'Send /revoke to @BotFather and choose the bot: it answers with a new token.',
      examples: {
        leaks: {
          'line of a dotenv file': `BOT_TOKEN=1${digits(9)}:AA${base64url(33)}`,
          'inside a URL': `https://api.telegram.org/bot1${digits(9)}:AA${base64url(33)}/getMe`,
        },
        clean: { 'address of a network card': 'link/ether 52:54:00:AA:BB:CC' },
      },
    },
  ],
})

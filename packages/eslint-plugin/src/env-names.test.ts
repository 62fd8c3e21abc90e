import { describe, expect, it } from 'vitest'
import { judgeName, publicName, soundsSecret, wordsOf } from './env-names.ts'

const names = {
  secret: `
    SECRET API_SECRET STRIPE_SECRET_KEY STRIPE_SECRET_KEY_LIVE CLIENT_SECRET WEBHOOK_SECRET
    MEMBERSHIP_SECRET JWT_SECRET NEXTAUTH_SECRET APP_SECRET_KEY_2 SECRET_ACCESS_KEY SECRET_KEY_BASE64
    PRIVATE_KEY FIREBASE_PRIVATE_KEY VAPID_PRIVATE_KEY PRIVATE_API_KEY SUPABASE_SERVICE_ROLE
    SUPABASE_SERVICE_ROLE_KEY SUPABASE_SERVICE_KEY SERVICE_ACCOUNT_JSON GOOGLE_SERVICE_ACCOUNT_KEY
    DB_PASSWORD ADMIN_PASSWORD SMTP_PASSWD REDIS_PWD ADMIN_KEY ADMIN_API_KEY ALGOLIA_ADMIN_KEY
    MASTER_KEY ENCRYPTION_KEY SIGNING_KEY JWT_SIGNING_KEY WALLET_MNEMONIC SEED_PHRASE
    AWS_SECRET_ACCESS_KEY UNSPLASH_ACCESS_KEY DATABASE_URL DB_URL MONGO_URI MONGODB_URI REDIS_URL
    POSTGRES_URL AZURE_STORAGE_CONNECTION_STRING SLACK_WEBHOOK_URL GITHUB_PAT GITHUB_TOKEN
    OPENAI_API_KEY OPENAI_KEY ANTHROPIC_API_KEY GEMINI_API_KEY GROQ_API_KEY HF_TOKEN RESEND_API_KEY
    SENTRY_AUTH_TOKEN FIREBASE_SERVER_KEY POSTHOG_PERSONAL_API_KEY ALGOLIA_WRITE_API_KEY
    SANITY_WRITE_TOKEN SENDGRID_API_KEY TWILIO_AUTH_TOKEN DISCORD_BOT_TOKEN NPM_TOKEN OPENAI_APIKEY openaiApiKey
    clientSecret`,
  publishable: `
    PUBLISHABLE_KEY STRIPE_PUBLISHABLE_KEY CLERK_PUBLISHABLE_KEY SUPABASE_ANON_KEY
    SUPABASE_PUBLISHABLE_KEY SUPABASE_KEY PUBLIC_KEY VAPID_PUBLIC_KEY RECAPTCHA_SITE_KEY TURNSTILE_SITEKEY
    GOOGLE_CLIENT_ID SENTRY_DSN MEASUREMENT_ID SEGMENT_WRITE_KEY POSTHOG_KEY ALGOLIA_SEARCH_KEY
    ALGOLIA_SEARCH_API_KEY GOOGLE_MAPS_API_KEY MAPBOX_TOKEN MAPBOX_ACCESS_TOKEN FIREBASE_API_KEY
    FIREBASE_DATABASE_URL PUSHER_APP_KEY SHOPIFY_STOREFRONT_ACCESS_TOKEN MIXPANEL_TOKEN
    STATSIG_CLIENT_KEY DATADOG_CLIENT_TOKEN MUI_LICENSE_KEY
    APPLICATIONINSIGHTS_CONNECTION_STRING`,
  ambiguous: `
    API_KEY APIKEY TOKEN AUTH_TOKEN APP_KEY GUARDIAN_API_KEY WEATHER_API_KEY API_TOKEN KEY
    SANITY_TOKEN STRIPE_KEY FIREBASE_TOKEN`,
  plain: `
    API_URL APP_NAME SECRET_NAME SECRET_SANTA_MODE VICTORIA_SECRET_STORE TOKEN_URL TOKEN_ADDRESS
    AWS_ACCESS_KEY_ID AWS_REGION OPENAI_MODEL OPENAI_BASE_URL PASSWORD_MIN_LENGTH
    PASSWORD_RESET_URL ENABLE_PASSWORD SHOW_TOKEN STORAGE_KEY THEME_STORAGE_KEY CACHE_KEY
    GITHUB_REPO GITHUB_URL PRIVATE_BETA NODE_ENV BASE_URL WEBHOOK_URL SECRET_ROTATION_DAYS
    KEYCLOAK_URL MONKEY TOKENIZER`,
}

describe.each(Object.entries(names))('a name that is %s', (verdict, list) => {
  it.each(list.trim().split(/\s+/))('%s', (name) => {
    expect(judgeName(name)).toBe(verdict)
  })
})

describe('a public name', () => {
  it('is taken apart at the prefix of its framework', () => {
    expect(publicName('NEXT_PUBLIC_STRIPE_SECRET_KEY')).toEqual({
      prefix: 'NEXT_PUBLIC_',
      bare: 'STRIPE_SECRET_KEY',
      ships: 'Next.js',
    })
  })

  it('needs more than the prefix', () => {
    expect(publicName('VITE_')).toBeUndefined()
  })

  it('is whatever the project says it is', () => {
    expect(publicName('SHOP_OPEN_API_SECRET', ['SHOP_OPEN_'])?.bare).toBe('API_SECRET')
    expect(publicName('VITE_API_SECRET', ['SHOP_OPEN_'])).toBeUndefined()
  })

  it('is not one that has the prefix in its middle', () => {
    expect(publicName('MY_VITE_API_SECRET')).toBeUndefined()
  })
})

describe('the words of a project', () => {
  it('decide before the grammar does', () => {
    expect(judgeName('GUARDIAN_API_KEY', { secretNames: ['GUARDIAN_*'] })).toBe('secret')
    expect(judgeName('DEMO_SECRET', { publishableNames: ['DEMO_SECRET'] })).toBe('publishable')
  })

  it('stand for the whole name unless they have a star', () => {
    expect(judgeName('DEMO_SECRET', { publishableNames: ['DEMO'] })).toBe('secret')
    expect(judgeName('A_DEMO_SECRET', { publishableNames: ['*_DEMO_*'] })).toBe('publishable')
    expect(judgeName('DEMO_SECRET', { publishableNames: ['DEMO_SEC*CRET'] })).toBe('secret')
  })
})

it('a name without a public prefix sounds secret when it may be a key', () => {
  expect(['API_KEY', 'TOKEN', 'JWT_SECRET'].filter((name) => soundsSecret(name))).toHaveLength(3)
  expect(['KEY', 'PORT', 'MAPS_API_KEY'].filter((name) => soundsSecret(name))).toEqual([])
})

it('a name is read in every spelling', () => {
  expect(['API_KEY', 'apiKey', 'api-key', 'APIKEY', 'ApiKey'].map(wordsOf)).toEqual(
    Array.from({ length: 5 }, () => ['API', 'KEY']),
  )
})

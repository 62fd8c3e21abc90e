import aws from './aws.ts'
import awsQuarantine from './aws-quarantine.ts'
import betterAuth from './better-auth.ts'
import buildkite from './buildkite.ts'
import cloudflare from './cloudflare.ts'
import cratesIo from './crates-io.ts'
import digitalocean from './digitalocean.ts'
import doppler from './doppler.ts'
import github from './github.ts'
import gitlab from './gitlab.ts'
import googleApiKey from './google-api-key.ts'
import googleServiceAccount from './google-service-account.ts'
import heroku from './heroku.ts'
import huggingFace from './hugging-face.ts'
import keyward from './keyward.ts'
import kong from './kong.ts'
import npm from './npm.ts'
import openai from './openai.ts'
import sendgrid from './sendgrid.ts'
import slack from './slack.ts'
import stripe from './stripe.ts'
import supabase from './supabase.ts'
import twilio from './twilio.ts'
import twitch from './twitch.ts'
import unkey from './unkey.ts'
import vault from './vault.ts'
import vercel from './vercel.ts'
import zuplo from './zuplo.ts'
import type { Preset } from './preset.ts'

/** Every provider that lets its secrets be ended, in the order of their ids. */
export const presets: readonly Preset[] = [
  aws,
  awsQuarantine,
  betterAuth,
  buildkite,
  cloudflare,
  cratesIo,
  digitalocean,
  doppler,
  github,
  gitlab,
  googleApiKey,
  googleServiceAccount,
  heroku,
  huggingFace,
  keyward,
  kong,
  npm,
  openai,
  sendgrid,
  slack,
  stripe,
  supabase,
  twilio,
  twitch,
  unkey,
  vault,
  vercel,
  zuplo,
]

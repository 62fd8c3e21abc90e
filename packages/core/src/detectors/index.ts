// Generated from this folder by `npm run generate`.
import type { Provider } from '../detector.ts'
import adafruitIo from './adafruit-io.ts'
import age from './age.ts'
import airtable from './airtable.ts'
import algolia from './algolia.ts'
import alibabaCloud from './alibaba-cloud.ts'
import anthropic from './anthropic.ts'
import apify from './apify.ts'
import artifactory from './artifactory.ts'
import asaas from './asaas.ts'
import atlassian from './atlassian.ts'
import atomscale from './atomscale.ts'
import atomyx from './atomyx.ts'
import auth0 from './auth0.ts'
import autype from './autype.ts'
import aws from './aws.ts'
import azure from './azure.ts'
import bitbucket from './bitbucket.ts'
import braintree from './braintree.ts'
import brevo from './brevo.ts'
import buildkite from './buildkite.ts'
import cerebras from './cerebras.ts'
import circleci from './circleci.ts'
import clerk from './clerk.ts'
import clojars from './clojars.ts'
import cloudflare from './cloudflare.ts'
import cockroach from './cockroach.ts'
import confluent from './confluent.ts'
import connectionString from './connection-string.ts'
import contentful from './contentful.ts'
import cratesIo from './crates-io.ts'
import databricks from './databricks.ts'
import datadog from './datadog.ts'
import datastax from './datastax.ts'
import deepseek from './deepseek.ts'
import deno from './deno.ts'
import digitalocean from './digitalocean.ts'
import discord from './discord.ts'
import docker from './docker.ts'
import doppler from './doppler.ts'
import dropbox from './dropbox.ts'
import duffel from './duffel.ts'
import dynatrace from './dynatrace.ts'
import easypost from './easypost.ts'
import elevenlabs from './elevenlabs.ts'
import figma from './figma.ts'
import firecrawl from './firecrawl.ts'
import flutterwave from './flutterwave.ts'
import flyIo from './fly-io.ts'
import frameIo from './frame-io.ts'
import generic from './generic.ts'
import github from './github.ts'
import gitlab from './gitlab.ts'
import google from './google.ts'
import grafana from './grafana.ts'
import groq from './groq.ts'
import harness from './harness.ts'
import heroku from './heroku.ts'
import http from './http.ts'
import hubspot from './hubspot.ts'
import huggingFace from './hugging-face.ts'
import infisical from './infisical.ts'
import infracost from './infracost.ts'
import ionic from './ionic.ts'
import jwt from './jwt.ts'
import langsmith from './langsmith.ts'
import launchdarkly from './launchdarkly.ts'
import linear from './linear.ts'
import lob from './lob.ts'
import mailchimp from './mailchimp.ts'
import mailgun from './mailgun.ts'
import mapbox from './mapbox.ts'
import maxmind from './maxmind.ts'
import meta from './meta.ts'
import microsoftTeams from './microsoft-teams.ts'
import mongodbAtlas from './mongodb-atlas.ts'
import neon from './neon.ts'
import netlify from './netlify.ts'
import newRelic from './new-relic.ts'
import ngrok from './ngrok.ts'
import notion from './notion.ts'
import npm from './npm.ts'
import nuget from './nuget.ts'
import nvidia from './nvidia.ts'
import nylas from './nylas.ts'
import octopusDeploy from './octopus-deploy.ts'
import okta from './okta.ts'
import onepassword from './onepassword.ts'
import openai from './openai.ts'
import openrouter from './openrouter.ts'
import operate from './operate.ts'
import paypal from './paypal.ts'
import perplexity from './perplexity.ts'
import pinecone from './pinecone.ts'
import plaid from './plaid.ts'
import planetscale from './planetscale.ts'
import polar from './polar.ts'
import posthog from './posthog.ts'
import postman from './postman.ts'
import postmark from './postmark.ts'
import prefect from './prefect.ts'
import privateKey from './private-key.ts'
import pulumi from './pulumi.ts'
import pypi from './pypi.ts'
import razorpay from './razorpay.ts'
import readme from './readme.ts'
import render from './render.ts'
import replicate from './replicate.ts'
import resend from './resend.ts'
import riot from './riot.ts'
import rootly from './rootly.ts'
import rubygems from './rubygems.ts'
import scalingo from './scalingo.ts'
import sendgrid from './sendgrid.ts'
import sentry from './sentry.ts'
import shippo from './shippo.ts'
import shopify from './shopify.ts'
import slack from './slack.ts'
import snyk from './snyk.ts'
import sonarqube from './sonarqube.ts'
import sourcegraph from './sourcegraph.ts'
import square from './square.ts'
import stripe from './stripe.ts'
import stytch from './stytch.ts'
import sumoLogic from './sumo-logic.ts'
import supabase from './supabase.ts'
import tailscale from './tailscale.ts'
import tavily from './tavily.ts'
import telegram from './telegram.ts'
import telnyx from './telnyx.ts'
import terraform from './terraform.ts'
import together from './together.ts'
import travisCi from './travis-ci.ts'
import trello from './trello.ts'
import twilio from './twilio.ts'
import typeform from './typeform.ts'
import upstash from './upstash.ts'
import url from './url.ts'
import vault from './vault.ts'
import vercel from './vercel.ts'
import voyage from './voyage.ts'
import wakatime from './wakatime.ts'
import wandb from './wandb.ts'
import xai from './xai.ts'
import yandexCloud from './yandex-cloud.ts'
import zuplo from './zuplo.ts'

export const providers: readonly Provider[] = [
  adafruitIo,
  age,
  airtable,
  algolia,
  alibabaCloud,
  anthropic,
  apify,
  artifactory,
  asaas,
  atlassian,
  atomscale,
  atomyx,
  auth0,
  autype,
  aws,
  azure,
  bitbucket,
  braintree,
  brevo,
  buildkite,
  cerebras,
  circleci,
  clerk,
  clojars,
  cloudflare,
  cockroach,
  confluent,
  connectionString,
  contentful,
  cratesIo,
  databricks,
  datadog,
  datastax,
  deepseek,
  deno,
  digitalocean,
  discord,
  docker,
  doppler,
  dropbox,
  duffel,
  dynatrace,
  easypost,
  elevenlabs,
  figma,
  firecrawl,
  flutterwave,
  flyIo,
  frameIo,
  generic,
  github,
  gitlab,
  google,
  grafana,
  groq,
  harness,
  heroku,
  http,
  hubspot,
  huggingFace,
  infisical,
  infracost,
  ionic,
  jwt,
  langsmith,
  launchdarkly,
  linear,
  lob,
  mailchimp,
  mailgun,
  mapbox,
  maxmind,
  meta,
  microsoftTeams,
  mongodbAtlas,
  neon,
  netlify,
  newRelic,
  ngrok,
  notion,
  npm,
  nuget,
  nvidia,
  nylas,
  octopusDeploy,
  okta,
  onepassword,
  openai,
  openrouter,
  operate,
  paypal,
  perplexity,
  pinecone,
  plaid,
  planetscale,
  polar,
  posthog,
  postman,
  postmark,
  prefect,
  privateKey,
  pulumi,
  pypi,
  razorpay,
  readme,
  render,
  replicate,
  resend,
  riot,
  rootly,
  rubygems,
  scalingo,
  sendgrid,
  sentry,
  shippo,
  shopify,
  slack,
  snyk,
  sonarqube,
  sourcegraph,
  square,
  stripe,
  stytch,
  sumoLogic,
  supabase,
  tailscale,
  tavily,
  telegram,
  telnyx,
  terraform,
  together,
  travisCi,
  trello,
  twilio,
  typeform,
  upstash,
  url,
  vault,
  vercel,
  voyage,
  wakatime,
  wandb,
  xai,
  yandexCloud,
  zuplo,
]

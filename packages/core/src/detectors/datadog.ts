import { defineProvider } from '../detector.ts'
import { hex } from '../sample.ts'

export default defineProvider({
  name: 'Datadog',
  docs: 'https://docs.datadoghq.com/account_management/api-app-keys/',
  detectors: [
    {
      id: 'datadog-api-key',
      title: 'Datadog API key',
      anchors: ['dd_api_key', 'datadog', 'dd-api-key', 'dd_apikey', 'dd-apikey', 'ddapikey'],
      pattern:
        /(?:DD_API|dd_api|DD-API|dd-api|ddApi|DATADOG|[Dd]ata[Dd]og)[\w.-]{0,30}["'\])]{0,2}(?: string)?[ \t]{0,4}(?:(?:=>|[:.?]{0,3}=|:|,)[ \t]{0,4}|>\s{0,12})["'`]?(?<secret>[0-9a-f]{32})(?![\w-])/,
      why: 'Whoever holds it sends metrics, logs and events into the organisation.',
      fix: 'Open Organization Settings, API Keys, in Datadog, and revoke it.',
      examples: {
        leaks: { 'line of a dotenv file': `DD_API_KEY=${hex(32)}` },
        clean: { 'read from the environment': 'dd_api_key: process.env.DD_API_KEY' },
      },
    },
    {
      id: 'datadog-application-key',
      title: 'Datadog application key',
      anchors: ['dd_app_key', 'dd_application_key', 'datadog', 'dd-application-key'],
      pattern:
        /(?:DD_APP|dd_app|DD-APP|[Dd][Dd]-[Aa]pp|DATADOG|[Dd]ata[Dd]og)[\w.-]{0,30}["'\])]{0,2}(?: string)?[ \t]{0,4}(?:(?:=>|[:.?]{0,3}=|:|,)[ \t]{0,4}|>\s{0,12})["'`]?(?<secret>[0-9a-f]{40}|ddapp_[A-Za-z0-9]{34})(?![\w-])/,
      why: 'With an API key it reads and changes dashboards, monitors and users as its owner.',
      fix: 'Open Organization Settings, Application Keys, in Datadog, and revoke it.',
      examples: {
        leaks: { 'line of a dotenv file': `DD_APP_KEY=${hex(40)}` },
        clean: { 'read from the environment': 'dd_app_key: process.env.DD_APP_KEY' },
      },
    },
    {
      id: 'datadog-client-token',
      title: 'Datadog client token',
      anchors: ['clientToken', 'dd_client_token', 'datadog_rum', 'rum_token', 'dd_token'],
      pattern:
        /[A-Za-z_]{8,24}["']?[ \t]{0,4}[=:][ \t]{0,4}["']?(?<secret>pub[0-9a-f]{32})(?![\w-])/,
      publishable: true,
      why: 'It sends logs and page views and is meant for pages.',
      fix: 'Nothing needs to be revoked; make a new one under Organization Settings, Client Tokens, when it is abused.',
      examples: {
        leaks: { 'script of a page': `clientToken: 'pub${hex(32)}',` },
        clean: { 'read from the environment': 'clientToken: process.env.DD_CLIENT_TOKEN' },
      },
    },
  ],
})

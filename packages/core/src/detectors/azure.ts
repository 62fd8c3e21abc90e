import { defineProvider } from '../detector.ts'
import { base62, base64, base64url, hex, sample } from '../sample.ts'

export default defineProvider({
  name: 'Azure',
  docs: 'https://learn.microsoft.com/azure/security/fundamentals/secrets-best-practices',
  detectors: [
    {
      id: 'azure-storage-key',
      title: 'Azure storage account key',
      anchors: ['+ASt'],
      back: 76,
      pattern:
        /(?<![A-Za-z0-9+/])(?<secret>[A-Za-z0-9+/]{76}\+ASt[A-Za-z0-9+/]{5}[AQgw]==)(?![A-Za-z0-9+/=])/,
      confidence: 'certain',
      why: 'Whoever holds it reads, changes and deletes every blob, queue and table of the account.',
      fix: 'Open the storage account, Access keys, and rotate the key; the other one keeps working.',
      examples: {
        leaks: { 'line of a dotenv file': `AZURE_STORAGE_KEY=${base64(76)}+ASt${base64(5)}A==` },
        clean: { 'code that adds': 'const total = first+ASt.second' },
      },
    },
    {
      id: 'azure-account-key',
      title: 'account key in an Azure connection string',
      anchors: ['AccountKey=', 'account_key', 'accountkey'],
      pattern:
        /(?:AccountKey|account[_-]?[Kk]ey|ACCOUNT_KEY)["']?[ \t]{0,4}[=:][ \t]{0,4}["']?(?<secret>(?![A-Za-z0-9+/]{76}(?:\+ASt|ACDb|\+ABa))[A-Za-z0-9+/]{85}[AQgw]==)/,
      confidence: 'certain',
      why: 'Whoever holds it has the whole storage or database account.',
      fix: 'Open the account, Access keys or Keys, and regenerate the key; the other one keeps working.',
      examples: {
        leaks: {
          'connection string': `DefaultEndpointsProtocol=https;AccountName=acme;AccountKey=${base64(85)}A==;EndpointSuffix=core.windows.net`,
        },
        clean: { placeholder: 'AccountName=<name>;AccountKey=<key>;' },
      },
    },
    {
      id: 'azure-cosmos-key',
      title: 'Azure Cosmos DB key',
      anchors: ['ACDb'],
      back: 76,
      pattern:
        /(?<![A-Za-z0-9+/])(?<secret>[A-Za-z0-9+/]{76}ACDb[A-Za-z0-9+/]{5}[AQgw]==)(?![A-Za-z0-9+/=])/,
      confidence: 'certain',
      why: 'Whoever holds it reads and changes every database of the account.',
      fix: 'Open the Cosmos DB account, Keys, and regenerate the key; the other one keeps working.',
      examples: {
        leaks: {
          'connection string': `AccountEndpoint=https://acme.documents.azure.com:443/;AccountKey=${base64(76)}ACDb${base64(5)}A==`,
        },
        clean: { 'name of a database': 'ACDb is what we call the access database' },
      },
    },
    {
      id: 'azure-messaging-key',
      title: 'Azure Service Bus, Event Hubs, Relay or IoT Hub key',
      anchors: ['+ASb', '+AEh', '+ARm', 'AIoT'],
      back: 33,
      pattern:
        /(?<![A-Za-z0-9+/])(?<secret>[A-Za-z0-9+/]{33}(?:\+ASb|\+AEh|\+ARm|AIoT)[A-Za-z0-9+/]{5}[A-P]=)(?![A-Za-z0-9+/=])/,
      confidence: 'certain',
      why: 'Whoever holds it sends and receives the messages of the namespace or its devices.',
      fix: 'Open the namespace, Shared access policies, the policy, and regenerate the key.',
      examples: {
        leaks: {
          'connection string': `Endpoint=sb://acme.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=${base64(33)}+ASb${base64(5)}A=`,
        },
        clean: { 'word in a text': 'the AIoT platform of the hub' },
      },
    },
    {
      id: 'azure-shared-access-key',
      title: 'shared access key in an Azure connection string',
      anchors: ['SharedAccessKey='],
      pattern:
        /SharedAccessKey=(?<secret>(?![A-Za-z0-9+/]{33}(?:\+ASb|\+AEh|\+ARm|AIoT))[A-Za-z0-9+/]{42}[A-Za-z0-9]=)(?![A-Za-z0-9+/=])/,
      confidence: 'certain',
      why: 'Whoever holds it sends and receives the messages of the namespace or its devices.',
      fix: 'Open the namespace, Shared access policies, the policy, and regenerate the key.',
      examples: {
        leaks: {
          'connection string': `HostName=acme.azure-devices.net;SharedAccessKeyName=owner;SharedAccessKey=${base62(43)}=`,
        },
        clean: { placeholder: 'SharedAccessKeyName=[name];SharedAccessKey=[key]' },
      },
    },
    {
      id: 'azure-app-configuration-key',
      title: 'Azure App Configuration key',
      anchors: ['.azconfig.io'],
      pattern:
        /\.azconfig\.io\/?;Id=[A-Za-z0-9+/:._=-]{4,80};Secret=(?<secret>[A-Za-z0-9+/=]{40,90})(?![A-Za-z0-9+/=])/,
      confidence: 'certain',
      why: 'Whoever holds it reads the settings of the applications, and with a read-write key changes them.',
      fix: 'Open the App Configuration store, Access settings, and regenerate the key.',
      examples: {
        leaks: {
          'connection string': `Endpoint=https://acme.azconfig.io;Id=0-l0-s0:${base62(20)};Secret=${base64(43)}=`,
        },
        clean: { placeholder: 'Endpoint=https://contoso.azconfig.io;Id=xxx;Secret=xxx' },
      },
    },
    {
      id: 'azure-client-secret',
      title: 'Microsoft Entra client secret',
      anchors: ['7Q~', '8Q~'],
      back: 3,
      pattern:
        /(?<![A-Za-z0-9_~.-])(?<secret>[A-Za-z0-9_~.-]{3}(?:7Q~[A-Za-z0-9_~.-]{31}|8Q~[A-Za-z0-9_~.-]{31,34}))(?![A-Za-z0-9_~.-])/,
      confidence: 'certain',
      why: 'Whoever holds it signs in as the application and has its permissions in the tenant.',
      fix: 'Open Microsoft Entra ID, App registrations, the app, Certificates & secrets, and delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `AZURE_CLIENT_SECRET=${base62(3)}8Q~${base62(34)}` },
        clean: { 'too short': `${base62(3)}8Q~${base62(5)} is cut off` },
      },
    },
    {
      id: 'azure-sas-signature',
      title: 'Azure shared access signature',
      anchors: ['sig='],
      pattern:
        /sig=(?<secret>[A-Za-z0-9%+/]{43,80}(?:%3[Dd]|=)|[A-Za-z0-9_-]{43}(?![A-Za-z0-9_%-]))/,
      nearby: {
        words: ['sv=20', 'sv=1.0', 'sharedaccesssignature', 'se=1', 'se=2'],
        within: 200,
        required: true,
      },
      why: 'Whoever holds the address does with the blob, queue or workflow what it was signed for.',
      fix: 'Rotate the key that signed it, or remove the stored access policy that it names.',
      examples: {
        leaks: {
          'address of a blob': `https://acme.blob.core.windows.net/site?sv=2024-11-04&ss=b&se=2027-01-01T00:00:00Z&sp=r&sig=${base62(43)}%3D`,
        },
        clean: { 'other signature': `callback?sig=${hex(20)}` },
      },
    },
    {
      id: 'azure-devops-token',
      title: 'Azure DevOps personal access token',
      anchors: ['AZDO'],
      back: 76,
      pattern: /(?<![A-Za-z0-9])(?<secret>[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4})(?![A-Za-z0-9])/,
      confidence: 'certain',
      why: 'Whoever holds it reads code and changes pipelines as its owner, within its scopes.',
      fix: 'Open dev.azure.com, User settings, Personal access tokens, and revoke it.',
      examples: {
        leaks: {
          'step of a pipeline': `az devops login <<< ${base62(52)}JQQJ99BAACAAAAAAAAAAAAASAZDO${base62(4)}`,
        },
        clean: { 'name of an extension': 'AZDO is short for Azure DevOps' },
      },
    },
    {
      id: 'azure-devops-legacy-token',
      title: 'Azure DevOps personal access token (52 characters)',
      anchors: [
        'azure_devops',
        'azuredevops',
        'ado_pat',
        'ado_token',
        'azp_token',
        'vsts_',
        'personalaccesstoken',
        'personal_access_token',
      ],
      pattern:
        /[A-Za-z][A-Za-z_]{6,40}["']?[ \t]{0,4}[=:,][ \t]{0,4}["']?(?<secret>[a-z2-7]{52})(?![A-Za-z0-9])/,
      why: 'Whoever holds it reads code and changes pipelines as its owner, within its scopes.',
      fix: 'Open dev.azure.com, User settings, Personal access tokens, and revoke it.',
      examples: {
        leaks: {
          'line of a dotenv file': `AZP_TOKEN=${sample('abcdefghijklmnopqrstuvwxyz234567', 52)}`,
        },
        clean: { 'read from the environment': 'AZP_TOKEN=$(System.AccessToken)' },
      },
    },
    {
      id: 'azure-service-key',
      title: 'Azure service key',
      anchors: ['JQQJ9'],
      back: 52,
      pattern:
        /(?<![A-Za-z0-9])(?<secret>[A-Za-z0-9]{52}JQQJ9[A-Za-z0-9]{19}(?!AZDO)[A-Za-z0-9]{8})(?![A-Za-z0-9])/,
      confidence: 'certain',
      why: 'Whoever holds it uses the service, such as Azure OpenAI or AI Search, at your cost.',
      fix: 'Open the resource, Keys and Endpoint, and regenerate the key; the other one keeps working.',
      examples: {
        leaks: {
          'line of a dotenv file': `AZURE_OPENAI_API_KEY=${base62(52)}JQQJ99BDACfhMk5XJ3w3AAABACOG${base62(4)}`,
        },
        clean: { 'too short': `${base62(9)}JQQJ99 is cut off` },
      },
    },
    {
      id: 'azure-cognitive-key',
      title: 'Azure subscription key (32 digits)',
      anchors: [
        'Ocp-Apim-Subscription-Key',
        'azure_openai',
        'azureopenai',
        'subscription_key',
        'subscriptionkey',
        'azure_speech',
        'azure_cognitive',
      ],
      pattern:
        /[A-Za-z][A-Za-z_-]{8,40}["'\]]{0,2}[ \t]{0,4}[=:,][ \t]{0,4}["']?(?<secret>[0-9a-f]{32})(?![0-9A-Za-z_-])/,
      why: 'Whoever holds it uses the service at your cost.',
      fix: 'Open the resource, Keys and Endpoint, and regenerate the key; the other one keeps working.',
      examples: {
        leaks: { 'header of a request': `Ocp-Apim-Subscription-Key: ${hex(32)}` },
        clean: { 'read from the environment': 'Ocp-Apim-Subscription-Key: $AZURE_KEY' },
      },
    },
    {
      id: 'azure-function-key',
      title: 'Azure Functions key',
      anchors: ['AzFu'],
      back: 44,
      pattern:
        /(?<![A-Za-z0-9_-])(?<secret>[A-Za-z0-9_-]{44}AzFu[A-Za-z0-9_-]{5}[AQgw]==)(?![A-Za-z0-9_=-])/,
      confidence: 'certain',
      why: 'Whoever holds it calls the function, and with the master key manages the whole app.',
      fix: 'Open the function app, App keys, and renew the key.',
      examples: {
        leaks: {
          'address of a function': `https://acme.azurewebsites.net/api/run?code=${base64url(44)}AzFu${base62(5)}A==`,
        },
        clean: { 'word in a text': 'AzFu stands for the functions runtime' },
      },
    },
    {
      id: 'azure-search-key',
      title: 'Azure AI Search key',
      anchors: ['AzSe'],
      back: 42,
      pattern: /(?<![A-Za-z0-9])(?<secret>[A-Za-z0-9]{42}AzSe[A-D][A-Za-z0-9]{5})(?![A-Za-z0-9])/,
      confidence: 'certain',
      why: 'Whoever holds it reads the indexes, and with an admin key changes and deletes them.',
      fix: 'Open the search service, Keys, and regenerate it.',
      examples: {
        leaks: { 'line of a dotenv file': `AZURE_SEARCH_KEY=${base62(42)}AzSeA${base62(5)}` },
        clean: { 'word in a text': 'AzSearchClient wraps the index' },
      },
    },
    {
      id: 'azure-container-registry-password',
      title: 'Azure container registry password',
      anchors: ['+ACR'],
      back: 42,
      pattern:
        /(?<![A-Za-z0-9+/])(?<secret>[A-Za-z0-9+/]{42}\+ACR[A-Za-z0-9]{6})(?![A-Za-z0-9+/=])/,
      confidence: 'certain',
      why: 'Whoever holds it pulls private images and pushes over them.',
      fix: 'Open the registry, Access keys or Tokens, and regenerate the password.',
      examples: {
        leaks: {
          'login in a script': `docker login acme.azurecr.io -u acme -p ${base64(42)}+ACR${base62(6)}`,
        },
        clean: { 'address of a registry': 'docker pull acme.azurecr.io/site' },
      },
    },
  ],
})

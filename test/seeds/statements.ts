/** What the documents of the four systems state, numbered. */
export interface Statement {
  readonly number: number
  readonly document: string
  readonly owners: readonly Owner[]
  readonly quote: string
  /** Why it stays open, where that was decided. */
  readonly reason?: string
}

/** What has to hold a statement. */
export type Owner = keyof typeof owners

export const owners = {
  K: 'the key service',
  S: 'what scans',
  W: 'what reports leaks',
  D: 'a dashboard and its accounts',
} as const

export const documents: Readonly<Record<string, string>> = {
  '000': 'Atomscale',
  '001': 'Atomyx Vault',
  '002': 'Atomyx API keys',
  '003': 'Autype',
  '004': 'Operate',
  all: 'all of them',
}

// Number, document, owners and quote.
const lines = `
  1 000 K All API requests require authentication.
  2 000 KS uses API key authentication via the \`X-API-KEY\` header
  3 000 D Log in to the Atomscale Dashboard
  4 000 D Navigate to **User** > **Manage Account** > **Access**
  5 000 DK Click **Generate API Key**
  6 000 D Copy and securely store the key
  7 000 KS Treat your API keys like passwords.
  8 000 SW Never commit them to version control
  9 000 W or share them publicly
 10 000 KS Include your API key in the \`X-API-KEY\` header of every request
 11 000 SK \`client = Client(api_key="YOUR_API_KEY")\`; The SDK handles authentication automatically
 12 000 S \`headers = {"X-API-KEY": "YOUR_API_KEY"}\`
 13 000 S \`curl … -H "X-API-KEY: YOUR_API_KEY"\`
 14 000 K \`https://api.atomscale.ai/data_entries/\`
 15 000 S store your API key in an environment variable rather than hardcoding it
 16 000 S \`os.environ.get("ATOMSCALE_API_KEY")\`
 17 000 S \`export ATOMSCALE_API_KEY="your_api_key_here"\`
 18 000 KD API keys can be scoped to specific permissions
 19 000 K \`read\`: Read access to data and analysis results
 20 000 K \`write\`: Create and modify data entries, projects, and samples
 21 000 K \`delete\`: Delete data entries and resources
 22 000 KD \`admin\`: Full access including team management
 23 000 KW If a key is compromised or no longer needed
 24 000 D Go to **Settings** > **API Keys** in the dashboard
 25 000 DK Find the key and click **Revoke**
 26 000 KW The key is immediately invalidated
 27 000 K Revoking a key cannot be undone.
 28 000 KD Any applications using that key will stop working immediately.
 29 001 KD handles user sign-in, workspace membership, product access, and the API keys
 30 001 KD sign in … with their email address and password
 31 001 KD access the workspaces they belong to
 32 001 D manage their profile
 33 001 DK switch between workspaces
 34 001 KD access the products they have been granted permission to use
 35 001 D New users create an Atomyx account through the Vault sign-up flow.
 36 001 D entering name and email address
 37 001 KD verifying the email address
 38 001 DK setting a password
 39 001 D signing in to the new account
 40 001 K An Atomyx account is a personal identity.
 41 001 K Access to organisations and products is controlled through workspaces and product-level permissions.
 42 001 D manage their password through their Vault profile
 43 001 KD standard “Forgot password?” flow
 44 001 KD optional two-factor authentication (2FA)
 45 001 DK administrative or sensitive access, enabling 2FA is strongly recommended
 46 001 K a user has an Atomyx account
 47 001 KD the user is invited into one or more workspaces
 48 001 KD granted access to one or more products within those workspaces
 49 001 K permissions depend on their workspace and product-level roles
 50 001 K Being a member of a workspace does not automatically grant access to every product
 51 001 K API keys are used to authenticate API calls to Atomyx products.
 52 001 KD managed through Atomyx Vault or the relevant product settings
 53 001 K Every API request must include a valid API key using the expected request header format for the endpoint
 54 001 D open the API key management area
 55 001 KD generate a new key
 56 001 D copy the key immediately
 57 001 D store it securely
 58 001 KD Keys are generally only shown once when generated
 59 001 KDS Use separate API keys for: development / staging / production
 60 001 KDW rotate keys regularly
 61 001 KW revoke and replace keys if compromise is suspected
 62 001 S store keys in environment variables or a secrets manager
 63 001 S never embed keys in public client-side code
 64 001 S never commit keys to source control
 65 001 K rely on Vault for identity, access, and API key validation
 66 001 K shared trust and access layer across: Atomyx Manage / Submit / Prepare
 67 001 KD Go to **Users, Groups and Roles**
 68 001 KD **Products and Subscriptions** for product activation and workspace-level product management
 69 001 D **Make Your First API Call** … to test API access
 70 002 K authenticate API calls across Atomyx products
 71 002 K part of the shared access and trust model
 72 002 K call Atomyx APIs
 73 002 K verify that the caller is authorised
 74 002 K work across products such as Manage, Submit, and Prepare
 75 002 K separate access between environments such as development, staging, and production
 76 002 K When an API call is made …, the key is validated as part of the platform's shared identity and access model.
 77 002 K keeps authentication consistent across the wider … ecosystem
 78 002 KS Use separate keys for: development / staging / production
 79 002 S store keys securely
 80 002 KW rotate them regularly
 81 002 KW replace them if compromise is suspected
 82 002 S never expose them in public client-side code
 83 002 S never commit them to source control
 84 002 SK environment-specific credentials, not as casual shared values
 85 002 K Treat them with the same care as other sensitive system credentials.
 86 002 D Related pages: Subscriptions, Roles and Access, Generate API Keys
 87 003 K All API requests require authentication via API Key.
 88 003 D Create API keys in your Autype dashboard under **Settings → API Keys**.
 89 003 KS \`X-API-Key\` header (case-insensitive)
 90 003 SK \`curl -H "X-API-Key: ak_your_api_key_here" https://api.autype.com/api/v1/dev/...\`
 91 003 KS Only API keys with the \`ak_\` prefix are accepted.
 92 003 KS Bearer authentication and JWT tokens are not supported on the Developer API.
 93 003 K API keys are bound to your organization
 94 003 K All operations and resources are scoped to your organization
 95 003 KD Credit costs are deducted from your organization's balance
 96 003 S Never expose your API key in client-side code
 97 003 SK API keys should only be used in server-side applications.
 98 003 S Never include them in JavaScript that runs in the browser.
 99 003 S Store your API key in environment variables rather than hardcoding it in your source code.
100 003 S \`export AUTYPE_API_KEY=ak_your_api_key_here\`
101 003 KWD Create new API keys periodically and revoke old ones.
102 003 D You can manage keys in your dashboard.
103 003 KS Create separate API keys for development, staging, and production environments.
104 003 K 401 \`API key is required\`: No API key was provided in the request
105 003 K 401 \`Invalid or expired API key\`: The API key is invalid or has been revoked
106 004 KS uses API key authentication. Every request must include a valid API key in the \`x-api-key\` header.
107 004 K Your API key is tied to a specific organization.
108 004 K All data returned by the API is automatically scoped to that organization
109 004 K you don't need to pass an organization ID
110 004 D Log in to the Operate dashboard … Go to **Settings > API Keys**
111 004 DK Click **Create API Key** and copy the generated key
112 004 KD API keys are shown only once at creation time.
113 004 S Store them securely (e.g. in environment variables or a secrets manager).
114 004 SK \`curl -X GET https://api.operate.so/companies/list -H "x-api-key: sk_live_abc123..."\`
115 004 K \`400\`: Missing \`x-api-key\` header
116 004 K \`401\`: Invalid or expired API key
117 004 K \`403\`: API key does not have access to the requested resource
118 004 K All authentication errors follow the standard error shape
119 004 S Never hardcode API keys in source code.
120 004 S Use environment variables or a secrets manager like AWS Secrets Manager, Doppler, or Infisical.
121 004 S API keys should only be used in server-side code.
122 004 SW Never expose them in client-side JavaScript, mobile apps, or public repositories.
123 004 KW Generate new API keys and revoke old ones on a regular schedule to limit exposure from potential leaks.
124 all D complete documentation index at … llms.txt; available by appending \`.md\`
`

const byProvider = 'passwords are an identity provider’s; the key service takes and keeps none'
const reasons: Readonly<Record<number, string>> = {
  30: byProvider,
  38: byProvider,
  43: byProvider,
}

const allOwners = ['K', 'S', 'W', 'D'] as const

export const statements: readonly Statement[] = lines.trim().split('\n').map(statementOf)

function statementOf(line: string): Statement {
  const [, number, document, letters, quote] = /^ *(\d+) (\w+) ([KSWD]+) (.+)$/.exec(line) ?? []
  if (quote === undefined) throw new Error(`This is no statement: ${line}`)
  return {
    number: Number(number),
    document: document!,
    owners: allOwners.filter((owner) => letters!.includes(owner)),
    quote,
    ...(reasons[Number(number)] && { reason: reasons[Number(number)] }),
  }
}

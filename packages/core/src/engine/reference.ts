/**
 * Does the text say where a secret is kept instead of being one: a variable, a template, the path
 * in a vault, or a text that was sealed before it was written down?
 */
export function isReference(value: string): boolean {
  if (value.length < 2 || value.length > 4096) return false
  return sealed.test(value) || stored.test(value) || variable.test(value) || templated(value)
}

/** Encrypted in place: sops, Rails' and Ansible's vaults, eyaml, git-crypt, sealed secrets, Jasypt, Puppet. */
const sealed =
  /^(?:ENC\[|ENC\(|\$ANSIBLE_VAULT|!vault\b|AgB[A-Za-z0-9+/]{100}|vault:v\d+:|encrypted:|\{cipher\}|sops:|age1[a-z0-9]{20}|\{(?:AES|3DES)\}|DEC::|kms:|AQICAH|CiQA|-----BEGIN (?:AGE|PGP MESSAGE))/

/** The address of a secret in a store of secrets. */
const stored =
  /^(?:vault|op|ssm|secretsmanager|secret|secrets|azurekeyvault|akv|gcpsm|awssm|awsps|sm|keychain|keyring|doppler|infisical|bitwarden|bws|lastpass|pass|conjur|ref\+[a-z]+|file|env|cyberark|keepass|configmap|arn|projects):{1,2}(?:\/\/|[\w-]+[:/.]|[A-Z_]+$)|^arn:aws|^projects\/[^/]+\/secrets\/|^@Microsoft\.KeyVault|^\/run\/secrets\/|^\/(?:etc|var|mnt|vault)\/|^secret\/data\/|^\{\{resolve:|^!(?:Ref|Sub|GetAtt|ImportValue|secret|env|env_var)\b/i

/** A variable and nothing else, or what a program reads one with. */
const variable =
  /^(?:\$[A-Za-z_]\w*|\$[1-9@*]|\$env:\w+|%[A-Za-z_]\w*%|![A-Z_]+!|@[A-Z_]{3,}@|:[a-z_]{3,}|__[A-Z_]+__|#\{[^}]*\}|\{[A-Za-z_][\w. -]*\}|\{\d*\}|\[[A-Za-z_][\w. -]*\])$|^(?:process\.env|import\.meta\.env|os\.(?:environ|getenv)|System\.getenv|Deno\.env|ENV|env|getenv|std::env|var|local|data|secrets|vars|inputs|params|self|this|module|config|settings|options|opts|args|props|request|req|ctx|context)(?:\.[A-Za-z_]|\[|\(|\?\.|->|::)/

/** Holds a piece that is filled in later. */
function templated(value: string): boolean {
  if (/\{\{[^{}]{0,80}\}\}/.test(value)) return true
  if (
    /\$\{[!#^]?[\w.]*(?:[:?+#%/,([|= !.^@*-][^}]{0,80})?\}|\$\([^)]{0,80}\)|#\{[^}]{0,80}\}|<%[^>]{0,80}%>|\$\{\{|\$\[[\w.]+\]|~\{|\(\(\w[\w.-]*\)\)|\{[a-z_][\w.]{2,40}\}/i.test(
      value,
    )
  )
    return true
  if (/^`[^`]*`$|^\$[A-Za-z_]\w*[/.:@-]|\\\(\w+\)/.test(value)) return true
  return formatted.test(value)
}

/** A verb of printf, or a brace of format, in a text too short to be anything else. */
const formatted = /^[^\s]{0,24}(?:%(?:[sdvxqi]|\d*\$s|-?\d*s)|\{\d*\}|\{[a-z_]+\})[\w.:=@/-]{0,8}$/

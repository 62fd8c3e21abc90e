import { defineProvider } from '../detector.ts'
import { rejected } from '../rejection.ts'
import { base62 } from '../sample.ts'

export default defineProvider({
  name: 'Alibaba Cloud',
  docs: 'https://www.alibabacloud.com/help/en/ram/user-guide/create-an-accesskey-pair',
  detectors: [
    {
      id: 'alibaba-cloud-access-key-id',
      title: 'Alibaba Cloud access key id',
      anchors: ['LTAI'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>LTAI[A-Za-z0-9]{12,20})(?![A-Za-z0-9_-])/,
      check: (secret) =>
        /\d/.test(secret) && /[a-z]/.test(secret) ? 'certain' : rejected('common'),
      why: 'It names the key whose secret is seldom far away.',
      fix: 'Open the RAM console, Users, the user, disable the AccessKey, then delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `ALIBABA_CLOUD_ACCESS_KEY_ID=LTAI5t${base62(18)}` },
        clean: { 'too short': 'LTAI5t is how they begin' },
      },
    },
    {
      id: 'alibaba-cloud-access-key-secret',
      title: 'Alibaba Cloud access key secret',
      anchors: ['alibaba', 'aliyun', 'alicloud'],
      pattern:
        /(?:ALIBABA|[Aa]libaba|ALIYUN|[Aa]liyun|ALICLOUD|[Aa]li[Cc]loud)[\w. -]{0,40}(?:SECRET|[Ss]ecret)[\w.-]{0,8}["'\])]{0,2}(?: string)?[ \t]{0,4}(?:(?:=>|[:.?]{0,3}=|:|,)[ \t]{0,4}|>\s{0,12})["'`]?(?<secret>[A-Za-z0-9]{30,44})(?![\w-])/,
      check: (secret) => (/\d/.test(secret) && /[A-Z]/.test(secret) ? 'likely' : rejected('words')),
      why: 'With its id it manages what its user or role may.',
      fix: 'Open the RAM console, Users, the user, disable the AccessKey, then delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `ALIBABA_CLOUD_ACCESS_KEY_SECRET=${base62(30)}` },
        clean: { 'read from the environment': 'alibaba_access_key_secret: $SECRET' },
      },
    },
  ],
})

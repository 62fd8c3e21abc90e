import { defineProvider } from '../detector.ts'
import { rejected } from '../rejection.ts'
import { hex } from '../sample.ts'

export default defineProvider({
  name: 'SonarQube',
  docs: 'https://docs.sonarsource.com/sonarqube-server/latest/user-guide/managing-tokens/',
  detectors: [
    {
      id: 'sonarqube-token',
      title: 'SonarQube token',
      anchors: ['squ_', 'sqp_', 'sqa_', 'sqb_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>sq[upab]_[A-Za-z0-9]{40})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it reads the code and findings it may, and uploads analyses.',
      fix: 'Open My Account, Security, and revoke it.',
      examples: {
        leaks: { 'call of the scanner': `sonar-scanner -Dsonar.token=sqp_${hex(40)}` },
        clean: { 'too short': `sqp_${hex(9)} is cut off` },
      },
    },
    {
      id: 'sonarqube-legacy-token',
      title: 'SonarQube token (older form)',
      anchors: ['sonar'],
      pattern:
        /(?:SONAR|[Ss]onar)(?:[Qq]ube|QUBE|[Cc]loud|CLOUD)?[._-]?(?:[\w.-]{0,12}[._-])?(?:LOGIN|[Ll]ogin|TOKEN|[Tt]oken|KEY|[Kk]ey)["']?[ \t]{0,4}(?:=>|:=|=|:|,)[ \t]{0,4}["'`]?(?<secret>[0-9a-zA-Z]{40})(?![\w-])/,
      check: (secret) => (/\d/.test(secret) ? 'likely' : rejected('words')),
      why: 'Whoever holds it reads the code and findings it may, and uploads analyses.',
      fix: 'Open My Account, Security, and revoke it.',
      examples: {
        leaks: { 'properties file': `sonar.login=${hex(40)}` },
        clean: { 'key of a project': 'sonar.projectKey=acme-site' },
      },
    },
  ],
})

import { defineProvider } from '../detector.ts'
import { base62, lowerAlphanumeric } from '../sample.ts'

export default defineProvider({
  name: 'NuGet',
  docs: 'https://learn.microsoft.com/nuget/nuget-org/scoped-api-keys',
  detectors: [
    {
      id: 'nuget-api-key',
      title: 'NuGet API key',
      anchors: ['oy2'],
      pattern: /(?<![A-Za-z0-9_+/=.-])(?<secret>oy2[a-z0-9]{43})(?![A-Za-z0-9_+/=-])/,
      confidence: 'certain',
      why: 'Whoever holds it pushes packages within the globs and owners that the key was given.',
      fix: 'Open API Keys on the NuGet Gallery, then regenerate or delete the key.',
      examples: {
        leaks: { 'step of a pipeline': `dotnet nuget push *.nupkg -k oy2${lowerAlphanumeric(43)}` },
        clean: { 'too short': `oy2${lowerAlphanumeric(12)} is cut off` },
      },
    },
    {
      id: 'nuget-config-password',
      title: 'password in a NuGet configuration',
      anchors: ['ClearTextPassword'],
      pattern:
        /ClearTextPassword["'][ \t]{1,4}value[ \t]{0,2}=[ \t]{0,2}["'](?<secret>(?!%|\$|#|\{|33f!!lloppa|hal\+9ooo)[^"'<>\r\n]{6,200})["']/i,
      why: 'Whoever reads it installs from the private package source, and often publishes there.',
      fix: 'Change the password at the package source, and read it from the environment with %NAME%.',
      examples: {
        leaks: {
          'credentials of a source': `<add key="ClearTextPassword" value="${base62(24)}" />`,
        },
        clean: {
          'read from the environment': '<add key="ClearTextPassword" value="%FEED_PASSWORD%" />',
        },
      },
    },
  ],
})

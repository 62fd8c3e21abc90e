// `npm start`: sets up, then tells a story, or scans the paths it was given. `npm run story`: the
// longer story, of keys that are minted, leak and die.
import { spawn } from 'node:child_process'
import { keyward, root, setUp } from './set-up.js'

const parameters = process.argv.slice(2)

if (setUp()) start()

function start() {
  const typescript = ['--import', 'tsx', '--conditions=source']
  const [first, ...rest] = parameters
  if (first === undefined) {
    run([...typescript, 'packages/workbench/src/story.ts'], root)
  } else if (first === '--story') {
    run([...typescript, 'packages/workbench/src/leak-story.ts', ...rest], root)
  } else {
    // npm moves to the repository; a path means what it meant where the person typed it.
    run([keyward, ...parameters], process.env.INIT_CWD ?? process.cwd())
  }
}

/**
 * @param {string[]} nodeParameters
 * @param {string} cwd
 */
function run(nodeParameters, cwd) {
  const program = spawn(process.execPath, nodeParameters, { cwd, stdio: 'inherit' })
  // Ctrl-C reaches both: the program says what it has to say, and its exit code is ours.
  process.on('SIGINT', () => undefined)
  program.on('exit', (code) => {
    process.exitCode = code ?? 130
  })
}

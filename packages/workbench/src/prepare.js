// npm runs this before it packs the command line: to publish it, or to install it from a clone.
import { setUp } from './set-up.js'

// pnpm runs it too, in the midst of setting up.
if (!process.env.npm_config_user_agent?.startsWith('pnpm/')) setUp('command')

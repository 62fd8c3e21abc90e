// What runs before a package is packed or published: everything is built, the types as well.
import { setUp } from './set-up.js'

setUp('published')

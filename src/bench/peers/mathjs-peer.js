// mathjs: FILE SECONDS. Derivatives not simplified: its simplify rules would take most of the time.
const fs = require('fs')
const { parse, derivative } = require('mathjs')

let question = ''
let order = 1
let variables = []
let target = ''
const definitions = []
for (const line of fs.readFileSync(process.argv[2], 'utf8').split('\n')) {
  const [key, ...words] = line.split(' ')
  if (key === 'OP') {
    question = words[0].split(':')[0]
    order = Number(words[0].split(':')[1] || 1)
  } else if (key === 'WRT') variables = words
  else if (key === 'LET') definitions.push([words[0], words.slice(1).join(' ')])
  else if (key === 'OUT') target = words[0]
}

const raw = { simplify: false }
const by = (node, variable) => derivative(node, variable, raw)

function derived (e) {
  const answers = []
  if (question === 'nth') {
    for (let i = 0; i < order; i++) answers.push((e = by(e, variables[0])))
    return answers.length
  }
  const gradient = variables.map((each) => by(e, each))
  if (question !== 'hess') answers.push(...gradient)
  if (question === 'hess' || question === 'gh') {
    gradient.forEach((row, i) => {
      for (const each of variables.slice(0, i + 1)) answers.push(by(row, each))
    })
  }
  return answers.length
}

// Names stand for the same node wherever they occur.
const names = new Map()
if (question !== 'parse') {
  for (const [name, text] of definitions) {
    const put = (node) => node.isSymbolNode && names.has(node.name) ? names.get(node.name) : node.map(put)
    names.set(name, put(parse(text)))
  }
}
const cpu = () => { const used = process.cpuUsage(); return (used.user + used.system) / 1e3 }
const begin = cpu()
for (let run = 0; run < 15 && (run < 3 || cpu() - begin < 1e3 * Number(process.argv[3])); run++) {
  const start = cpu()
  const size = question === 'parse' ? definitions.map((each) => parse(each[1])).length : derived(names.get(target))
  console.log(question === 'parse' ? 'parsed' : 'derived', (cpu() - start).toFixed(3), size)
}

// GiNaC: FILE SECONDS. Its derivatives are in its canonical form.
#include <ginac/ginac.h>
#include "program.hpp"
using GiNaC::ex;

struct Algebra {
  ex number(long value) { return GiNaC::numeric(value); }
  ex negated(const ex& e) { return -e; }
  ex sum(const std::vector<ex>& terms) { return GiNaC::add(GiNaC::exvector(terms)); }
  ex product(const std::vector<ex>& factors) {
    return GiNaC::mul(GiNaC::exvector(factors));
  }
  ex power(const ex& base, int exponent) { return GiNaC::pow(base, exponent); }
  ex call(const std::string& f, const ex& e) {
    return f == "exp" ? ex(GiNaC::exp(e)) : f == "log" ? ex(GiNaC::log(e))
         : f == "sin" ? ex(GiNaC::sin(e)) : ex(GiNaC::cos(e));
  }
};

int main(int, char** arguments) {
  Program program(arguments[1]);
  double seconds = std::stod(arguments[2]);
  GiNaC::symtab table;
  std::map<std::string, GiNaC::symbol> symbols;
  std::map<std::string, ex> names;
  for (auto& name : program.symbols) {
    symbols.emplace(name, GiNaC::symbol(name));
    names[name] = table[name] = symbols.at(name);
  }
  if (program.question == "parse") {
    timed(seconds, "parsed", [&] {
      GiNaC::parser reader(table);
      for (auto& each : program.definitions) reader(each.second);
      return program.definitions.size();
    });
    return 0;
  }
  Algebra algebra;
  for (auto& each : program.definitions)
    names[each.first] = Formula<ex, Algebra>{each.second, algebra, names}.sum();
  timed(seconds, "derived", [&] {
    return derived<ex>(program, names, [&](const ex& e, const std::string& by) {
             return e.diff(symbols.at(by));
           }).size();
  });
}

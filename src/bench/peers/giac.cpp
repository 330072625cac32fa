// Giac: FILE SECONDS. What its derive gives, not simplified.
#include <giac/config.h>
#include <giac/giac.h>
#include "program.hpp"
using giac::gen;

static giac::context context_;

struct Algebra {
  gen number(long value) { return gen((int)value); }
  gen negated(const gen& e) { return -e; }
  gen sequence(const std::vector<gen>& parts) {
    giac::vecteur all;
    for (auto& each : parts) all.push_back(each);
    return gen(all, giac::_SEQ__VECT);
  }
  gen sum(const std::vector<gen>& terms) {
    return giac::symbolic(giac::at_plus, sequence(terms));
  }
  gen product(const std::vector<gen>& factors) {
    return giac::symbolic(giac::at_prod, sequence(factors));
  }
  gen power(const gen& base, int exponent) { return giac::pow(base, exponent); }
  gen call(const std::string& f, const gen& e) {
    return giac::symbolic(f == "exp" ? giac::at_exp : f == "log" ? giac::at_ln
                        : f == "sin" ? giac::at_sin : giac::at_cos, e);
  }
};

int main(int, char** arguments) {
  Program program(arguments[1]);
  double seconds = std::stod(arguments[2]);
  std::map<std::string, gen> names;
  for (auto& name : program.symbols) names[name] = giac::identificateur(name);
  if (program.question == "parse") {
    timed(seconds, "parsed", [&] {
      for (auto& each : program.definitions) gen(each.second, &context_);
      return program.definitions.size();
    });
    return 0;
  }
  Algebra algebra;
  for (auto& each : program.definitions)
    names[each.first] = Formula<gen, Algebra>{each.second, algebra, names}.sum();
  timed(seconds, "derived", [&] {
    return derived<gen>(program, names, [&](const gen& e, const std::string& by) {
             return giac::derive(e, names.at(by), &context_);
           }).size();
  });
}

// A workload as org.chainrule.bench.symbolic.Programs writes it, for systems in C++. Algebra builds
// expressions E: number, name, sum, product, power, call.
#pragma once
#include <cctype>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <functional>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

struct Program {
  std::string question;
  int order = 1;
  std::vector<std::string> symbols, variables;
  std::vector<std::pair<std::string, std::string>> definitions;
  std::string target;

  explicit Program(const char* file) {
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) {
      std::istringstream words(line);
      std::string key, word;
      words >> key;
      if (key == "OP") {
        words >> question;
        if (auto colon = question.find(':'); colon != std::string::npos) {
          order = std::stoi(question.substr(colon + 1));
          question.resize(colon);
        }
      } else if (key == "SYM") {
        while (words >> word) symbols.push_back(word);
      } else if (key == "WRT") {
        while (words >> word) variables.push_back(word);
      } else if (key == "LET") {
        words >> word;
        definitions.emplace_back(word, line.substr(line.find(word, 4) + word.size() + 1));
      } else if (key == "OUT") {
        words >> target;
      }
    }
  }
};

template <class E, class Algebra>
struct Formula {
  const std::string& text;
  Algebra& algebra;
  std::map<std::string, E>& names;
  size_t at = 0;

  bool takes(char sign) { return at < text.size() && text[at] == sign && ++at; }

  E sum() {
    std::vector<E> terms;
    terms.push_back(takes('-') ? algebra.negated(product()) : product());
    for (;;) {
      if (takes('+')) terms.push_back(product());
      else if (takes('-')) terms.push_back(algebra.negated(product()));
      else return terms.size() == 1 ? terms[0] : algebra.sum(terms);
    }
  }

  E product() {
    std::vector<E> factors{power()};
    for (;;) {
      if (takes('*')) factors.push_back(power());
      else if (takes('/')) factors.push_back(algebra.power(power(), -1));
      else return factors.size() == 1 ? factors[0] : algebra.product(factors);
    }
  }

  E power() {
    E base = atom();
    return takes('^') ? algebra.power(base, std::stoi(word())) : base;
  }

  std::string word() {
    size_t start = at;
    while (at < text.size() && std::isalnum((unsigned char)text[at])) at++;
    return text.substr(start, at - start);
  }

  E closed() {
    E inner = sum();
    if (!takes(')')) throw std::runtime_error(text);
    return inner;
  }

  E atom() {
    if (takes('(')) return closed();
    std::string name = word();
    if (std::isdigit((unsigned char)name[0])) return algebra.number(std::stol(name));
    if (takes('(')) return algebra.call(name, closed());
    return names.at(name);
  }
};

// The answers in the order of all other systems; differentiates e by the symbol of a name.
template <class E, class D>
std::vector<E> derived(const Program& p, std::map<std::string, E>& names, D diff) {
  std::vector<E> answers, gradient;
  const E target = names.at(p.target);
  if (p.question == "nth") {
    E current = target;
    for (int i = 0; i < p.order; i++) answers.push_back(current = diff(current, p.variables[0]));
    return answers;
  }
  for (auto& by : p.variables) gradient.push_back(diff(target, by));
  if (p.question != "hess") answers = gradient;
  if (p.question == "hess" || p.question == "gh")
    for (size_t i = 0; i < gradient.size(); i++)
      for (size_t j = 0; j <= i; j++) answers.push_back(diff(gradient[i], p.variables[j]));
  return answers;
}

inline double cpu_milliseconds() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return 1e3 * now.tv_sec + 1e-6 * now.tv_nsec;
}

// Runs for some seconds, at least three times; each with its CPU time.
inline void timed(double seconds, const char* phase, std::function<size_t()> run) {
  double begin = cpu_milliseconds();
  for (int i = 0; i < 15 && (i < 3 || cpu_milliseconds() - begin < 1e3 * seconds); i++) {
    double start = cpu_milliseconds();
    size_t size = run();
    std::printf("%s %.3f %zu\n", phase, cpu_milliseconds() - start, size);
    std::fflush(stdout);
  }
}

package dev.slipway.runtime.run;

import java.util.List;
import java.util.random.RandomGenerator;

/// Names for containers whose user gave none: an adjective and the surname of somebody whose work
/// computing, navigation or science stands on.
final class GeneratedNames {
  private static final List<String> ADJECTIVES =
      words(
          """
          able agile alert amiable ample ardent astute balanced bold bright brisk buoyant calm
          candid careful cheerful clever composed cordial courteous curious daring decent deft
          diligent dreamy eager earnest easygoing elated eloquent energetic epic fair faithful
          fearless festive fond frank friendly frugal gallant generous gentle genial gifted gleeful
          graceful grateful handy happy hardy helpful honest hopeful humble inventive jolly jovial
          keen kind laughing lenient lively loyal lucid magical mellow merry mindful modest musing
          neat nimble noble observant optimistic orderly patient peaceful pensive placid playful
          plucky polite practical prudent quick quiet quirky ready relaxed resolute romantic sane
          serene sharp sincere sleek spirited stately steady stoic sunny sweet tender tidy tranquil
          trusting upbeat valiant vibrant vigilant warm wise witty wonderful zealous zesty\
          """);

  private static final List<String> SURNAMES =
      words(
          """
          abel agnesi ampere anning archimedes babbage backus banach bardeen bell bernoulli bohr
          boole borg bose boyle brahmagupta brown cannon cantor carson cartwright cauchy cerf
          chandrasekhar chebyshev church clarke codd cohen cook cori curie dahl darwin dijkstra
          dirac edison einstein elion engelbart erdos euclid euler faraday fermat fermi feynman
          fibonacci floyd fourier franklin galileo galois gauss germain godel goldberg goodall
          gosling hamilton hamming harrison heisenberg hellman hermite hertz herschel hilbert
          hoare hodgkin hopper huffman hypatia iverson jacobi jang johnson joliot kalam kapitsa
          karp kay keller kepler khayyam khorana kilby knuth kovalevskaya lagrange lamarr lamport
          landau laplace leavitt leibniz lewin liskov lovelace markov maxwell mayer mccarthy
          mcclintock meitner mendel mendeleev mercator milner minsky mirzakhani moore morse
          napier nash neumann newell newton nightingale nobel noether noyce nygaard ohm
          pascal pasteur payne peano perlman planck plateau poincare poitras ramanujan rankine
          raman riemann ritchie rivest rosalind rubin rutherford sammet schrodinger shannon shaw
          shockley sinoussi snyder stallman stokes stroustrup sutherland swanson tarjan tesla tharp
          thompson torvalds tu turing varahamihira villani volta wescoff wilbur wiles wilkes wirth
          wozniak wright wu yalow yonath zhukovsky zuse\
          """);

  private GeneratedNames() {}

  private static List<String> words(String text) {
    return List.of(text.split("\\s+"));
  }

  /// `romantic_neumann`; from the first failed try on with a digit after it, as more and more names
  /// are taken.
  static String next(RandomGenerator random, int failedTries) {
    String name = pick(ADJECTIVES, random) + "_" + pick(SURNAMES, random);
    return failedTries == 0 ? name : name + random.nextInt(10 * failedTries);
  }

  private static String pick(List<String> words, RandomGenerator random) {
    return words.get(random.nextInt(words.size()));
  }
}

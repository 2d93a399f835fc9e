import type { Company } from "@opensme/testing";

/** What is made of a company, once for each: the laws begin anew with the same one many times. */
export const oncePer = <Made>(make: (company: Company) => Made): ((company: Company) => Made) => {
  const made = new WeakMap<Company, Made>();
  return (company) => {
    const known = made.get(company) ?? make(company);
    made.set(company, known);
    return known;
  };
};

import type { SandboxControl, SandboxKit } from "@opensme/testing";
import { type Account, newcomer } from "./state.ts";
import { newRequest } from "./time-off.ts";
import { companyId, uuid } from "./wire.ts";

export const controlOf = (account: () => Account, kit: SandboxKit): SandboxControl => {
  /** How to put back what was taken away, by id. */
  const removed = new Map<string, () => void>();
  const take = <Row>(shelf: Map<string, Row>, id: string): void => {
    const row = shelf.get(id);
    if (!row) return;
    shelf.delete(id);
    removed.set(id, () => shelf.set(id, row));
  };

  return {
    ids(resource) {
      const { people, departments, locations, policies, requests, balances, payrolls } = account();
      switch (resource) {
        case "organizations":
          return [companyId];
        case "locations":
          return locations.map((place) => place.uuid);
        case "departments":
          return [...departments.keys()];
        case "employees":
          return [...people.keys()];
        case "jobs":
          return [...people.values()].flatMap(({ jobs }) => jobs.map((job) => `job:${job.uuid}`));
        case "compensations":
          return [...people.values()].flatMap(({ jobs }) =>
            jobs.flatMap((job) => job.compensations.map((pay) => `compensation:${pay.uuid}`)),
          );
        case "terminations":
          return [...people.values()].flatMap(({ leaving, n }) =>
            leaving ? [`termination:${uuid("termination", n)}`] : [],
          );
        case "leaveTypes":
          return policies.map((policy) => policy.uuid);
        case "leaveRequests":
          return [...requests.keys()];
        case "leaveBalances":
          return balances
            .filter(({ personUuid }) => people.has(personUuid))
            .map(({ personUuid, policyUuid }) => `${personUuid}-${policyUuid}`);
        case "payrollRuns":
          return [...payrolls.keys()];
        case "payslips":
          return [...payrolls.values()].flatMap((payroll) =>
            payroll.shares.map(({ personN }) => `${payroll.uuid}-${uuid("employee", personN)}`),
          );
        default:
          return [];
      }
    },
    touch(resource, id) {
      const { people, departments, locations, policies } = account();
      const all = [...people.values()];
      const own = id.slice(id.indexOf(":") + 1);
      const mark = String(kit.now().getTime());
      const person = people.get(id);
      const department = departments.get(id);
      const policy = policies.find((each) => each.uuid === id);
      const place = locations.find((each) => each.uuid === id);
      const job = all.flatMap(({ jobs }) => jobs).find((each) => each.uuid === own);
      const pay = all
        .flatMap(({ jobs }) => jobs.flatMap((each) => each.compensations))
        .find((each) => each.uuid === own);
      const leaving = all.find(({ n }) => uuid("termination", n) === own)?.leaving;
      if (person) person.fields.preferred_first_name = `Bạn ${mark}`;
      else if (department) department.title = `Bộ phận ${mark}`;
      else if (place) place.street_1 = `${mark} Lê Lợi`;
      else if (job) job.title = `Việc ${mark}`;
      else if (pay) pay.title = `Bậc ${mark}`;
      else if (policy) policy.name = `Nghỉ ${mark}`;
      else if (leaving) leaving.run_termination_payroll = !leaving.run_termination_payroll;
      else throw new Error(`The sandbox has no ${resource} ${id} to touch`);
    },
    remove(resource, id) {
      const { people, departments, requests, payrolls } = account();
      const isOnboarding = people.get(id)?.isOnboarded === false;
      const isEmpty = [...people.values()].every(({ departmentUuid }) => departmentUuid !== id);
      const isOpen = payrolls.get(id)?.stage === "prepared";
      if (resource === "employees" && isOnboarding) take(people, id);
      else if (resource === "departments" && isEmpty) take(departments, id);
      else if (resource === "leaveRequests" && requests.get(id)?.status !== "consumed") take(requests, id);
      else if (resource === "payrollRuns" && isOpen) take(payrolls, id);
      else throw new Error(`Gusto does not delete the ${resource} ${id}`);
    },
    restore(_, id) {
      removed.get(id)?.();
      removed.delete(id);
    },
    insert(resource) {
      const { people, requests, payrolls } = account();
      if (resource === "employees") {
        const person = newcomer(Math.max(...[...people.values()].map(({ n }) => n)) + 1);
        people.set(person.uuid, person);
        return person.uuid;
      }
      if (resource === "leaveRequests") {
        const request = newRequest(account());
        requests.set(request.uuid, request);
        return request.uuid;
      }
      const open = [...payrolls.values()].find(({ stage }) => stage === "prepared");
      if (resource !== "payrollRuns" || !open) throw new Error(`The sandbox does not insert ${resource}`);
      const payroll = { ...open, uuid: uuid("payroll", 1000 + payrolls.size), reason: "Adhoc" };
      payrolls.set(payroll.uuid, payroll);
      return payroll.uuid;
    },
  };
};

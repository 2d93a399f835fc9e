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
          return [...people.values()].flatMap(({ job }) => (job ? [`job:${job.uuid}`] : []));
        case "compensations":
          return [...people.values()].flatMap(
            ({ job }) => job?.compensations.map((pay) => `compensation:${pay.uuid}`) ?? [],
          );
        case "terminations":
          return [...people.values()].flatMap(({ left, n }) => (left ? [`termination:${uuid("termination", n)}`] : []));
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
      const person = resource === "employees" ? account().people.get(id) : undefined;
      if (!person) throw new Error(`The sandbox has no ${resource} ${id} to touch`);
      person.fields.preferred_first_name = `Bạn ${kit.now().getTime()}`;
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

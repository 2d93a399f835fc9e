import type { Company } from "@opensme/testing";
import { nameOf } from "./books-lists.ts";
import { headOf, idOf } from "./ids.ts";
import type { Row } from "./row.ts";
import { stamp } from "./wire.ts";

const employeesOf = ({ employees }: Company): Row[] =>
  employees.map((employee) => {
    const isActive = employee.terminationDate === undefined;
    return {
      ...headOf(idOf("employee", employee.id), employee),
      SSN: "XXX-XX-XXXX",
      PrimaryAddr: {
        Id: String(employee.id + 500_000),
        Line1: employee.address.street,
        Line2: employee.address.ward,
        City: employee.address.province,
        Country: "Vietnam",
      },
      BillableTime: false,
      BirthDate: employee.birthDate,
      Gender: employee.gender === "female" ? "Female" : "Male",
      HiredDate: employee.hireDate,
      ...(employee.terminationDate ? { ReleasedDate: employee.terminationDate } : {}),
      EmployeeNumber: employee.number,
      GivenName: employee.givenName,
      MiddleName: employee.middleName,
      FamilyName: employee.familyName,
      DisplayName: nameOf(employee.fullName, isActive),
      PrintOnCheckName: employee.fullName,
      Active: isActive,
      PrimaryEmailAddr: { Address: employee.personalEmail },
      Mobile: { FreeFormNumber: employee.phone },
    };
  });

/** Clocked days of employees, and after them some hours that a vendor wrote down. */
const timeOf = ({ employees, timeEntries, locations, books }: Company): Row[] => {
  const names = new Map(employees.map(({ id, fullName }) => [id, fullName]));
  const places = new Map(locations.map((location) => [location.id, location.names.books]));
  const unbilled = { BillableStatus: "NotBillable", Taxable: false, HourlyRate: 0, CostRate: 0 };
  const [first] = timeEntries;
  const vendor = books.contacts.find(({ role }) => role === "supplier");
  return [
    ...timeEntries.map((entry) => ({
      ...headOf(idOf("timeEntry", entry.id), entry),
      TxnDate: entry.date,
      NameOf: "Employee",
      EmployeeRef: { value: idOf("employee", entry.employeeId), name: names.get(entry.employeeId) ?? "" },
      DepartmentRef: { value: idOf("department", entry.locationId), name: places.get(entry.locationId) ?? "" },
      ...unbilled,
      BreakHours: Math.floor(entry.breakMinutes / 60),
      BreakMinutes: entry.breakMinutes % 60,
      StartTime: stamp(entry.startedAt),
      EndTime: stamp(entry.endedAt),
    })),
    ...(first && vendor
      ? [
          {
            ...headOf(idOf("timeEntry", 900_000_000), first),
            TxnDate: first.date,
            NameOf: "Vendor",
            VendorRef: { value: idOf("contact", vendor.id), name: vendor.name },
            ...unbilled,
            Hours: 2,
            Minutes: 30,
          },
        ]
      : []),
  ];
};

export const peopleOf = (company: Company): Readonly<Record<string, () => Row[]>> => ({
  Employee: () => employeesOf(company),
  TimeActivity: () => timeOf(company),
});

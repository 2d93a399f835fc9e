import { baseVn } from "@opensme/base-vn";
import { type Mapping, type Row, ref, text } from "../by-hand.ts";
import { pad } from "../records.ts";

const field = (id: string, name: string, value: string) => ({ id, name, type: "text", value });

const employee = (index: number) => ({
  id: String(index + 1),
  gid: "100001",
  user_id: String(1001 + index),
  code: `NV${pad(index, 5)}`,
  first_name: "Mẫu",
  last_name: "Nguyễn Thị",
  name: "Nguyễn Thị Mẫu",
  title: "Nhân viên kinh doanh",
  email: `mau${index}@example.com`,
  phone: `09${pad(index, 8)}`,
  gender: index % 2 === 0 ? "female" : "male",
  employee_type_id: "11",
  position_id: "21",
  office_id: String(31 + (index % 5)),
  area_id: "41",
  team_id: String(51 + (index % 20)),
  start_date: "1704042000",
  official_start_date: "1709226000",
  terminated_date: "0",
  status: "1",
  salary: "15,000,000",
  basic_salary: "5310000",
  ssn_no: `001${pad(index, 9)}`,
  tax_no: `03${pad(index, 8)}`,
  inso_no: `01${pad(index, 8)}`,
  profile: { dob: "643222800", address: "1 đường Mẫu, phường Mẫu, Thành phố Hồ Chí Minh", marital: "single" },
  bank: [{ name: "Ngân hàng Mẫu", number: `00${pad(index, 8)}`, holder: "NGUYEN THI MAU" }],
  form: [
    field("f1", "Số con", "1"),
    field("f2", "Cỡ áo", "M"),
    field("f3", "Trình độ", "Đại học"),
    field("f4", "Chuyên ngành", "Quản trị kinh doanh"),
    field("f5", "Trường", "Trường Đại học Mẫu"),
    field("f6", "Người liên hệ khi cần", "Trần Văn Thử, anh trai, 0900000009"),
    field("f7", "Ghi chú", "Làm ca sáng từ thứ hai đến thứ sáu, ca chiều khi cần"),
  ],
  since: "1704000000",
  last_update: String(1_759_680_000 + index),
});

/** Seconds since 1970; `"0"` for none. */
const moment = (seconds: string): string | undefined =>
  seconds === "0" ? undefined : new Date(Number(seconds) * 1000).toISOString();

/** The seconds since 1970 of midnight in Vietnam. */
const day = (seconds: string): string | undefined =>
  seconds === "0" ? undefined : new Date((Number(seconds) + 25_200) * 1000).toISOString().slice(0, 10);

/** A person in Base HRM. */
export const mapping: Mapping = {
  resource: baseVn.resources.employees,
  text: (index) => JSON.stringify(employee(index)),
  byHand: (row) => {
    const salary = row.salary.replaceAll(",", "");
    const isKnown = salary !== "0";
    return {
      id: row.id,
      number: text(row.code),
      firstName: text(row.first_name),
      lastName: text(row.last_name),
      displayName: row.name,
      status: row.status === "1" ? "active" : "inactive",
      workEmail: text(row.email),
      mobilePhone: text(row.phone),
      jobTitle: text(row.title),
      department: row.team_id === "0" ? ref(row.area_id, undefined, "area:") : ref(row.team_id, undefined, "team:"),
      location: row.office_id === "0" ? undefined : ref(row.office_id),
      hireDate: day(row.start_date),
      terminationDate: day(row.terminated_date),
      birthDate: day(row.profile.dob),
      gender: row.gender,
      nationalId: text(row.ssn_no),
      taxId: text(row.tax_no),
      homeAddress: { line1: row.profile.address },
      bankAccount: text(row.bank[0]?.number),
      payRate: isKnown ? salary : undefined,
      payCurrency: isKnown ? "VND" : undefined,
      createdAt: moment(row.since),
      updatedAt: moment(row.last_update),
      custom: Object.fromEntries(row.form.map(({ id, value }: Row) => [id, value])),
      unmapped: {
        user_id: row.user_id,
        employee_type_id: text(row.employee_type_id),
        position_id: text(row.position_id),
        area_id: row.team_id === "0" ? undefined : text(row.area_id),
        official_start_date: day(row.official_start_date),
      },
    };
  },
};

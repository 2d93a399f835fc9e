import type { Credentials } from "@opensme/core";

export const credentials: Credentials = {
  url: "https://documenter.getpostman.com/view/8031761/TW6upp88",
  ways: [
    {
      steps: [
        {
          en: "Every app of Base has a token of its own, so whoever makes them must be an administrator of these apps. Rights are given in Base Account, under the app.",
          vi: "Mỗi ứng dụng của Base có một token riêng, nên người tạo phải là App Admin của các ứng dụng đó. Quyền App Admin được phân trong Base Account, tại mục *Ứng dụng*.",
        },
        {
          en: "Make the tokens at <https://account.base.vn/tokens>, as Base's own API pages say; where your Base does not show it, ask Base's support for the tokens of your apps.",
          vi: "Tạo token tại <https://account.base.vn/tokens> (theo tài liệu API của Base); nếu hệ thống của bạn không có trang này, hãy liên hệ bộ phận hỗ trợ của Base để được cấp token cho từng ứng dụng.",
        },
        {
          en: "Copy the token of Base Account into `accountToken`; it is always needed.",
          vi: "Chép token của Base Account vào `accountToken`; token này luôn phải có.",
        },
        {
          en: "Copy those of the apps that are to be read: Base HRM into `hrmToken`, Base Timeoff into `timeoffToken`, Base Payroll into `payrollToken`, Base Checkin into `checkinToken`, Base E-Hiring into `hiringToken`. What has no token is not read.",
          vi: "Chép token của những ứng dụng cần đọc: Base HRM vào `hrmToken`, Base Timeoff vào `timeoffToken`, Base Payroll vào `payrollToken`, Base Checkin vào `checkinToken`, Base E-Hiring vào `hiringToken`. Ứng dụng nào không có token thì không được đọc.",
        },
        {
          en: "Only where the company's apps stand under its own domain (`hrm.acme.vn`): `domain` is that domain, `acme.vn`.",
          vi: "Chỉ khi công ty dùng tên miền riêng (ví dụ `hrm.acme.vn`): `domain` là tên miền đó, `acme.vn`.",
        },
        {
          en: "Only where payslips are read: `payrollColumns` says what the columns of your payroll hold, by their ids, as the raw rows have them.",
          vi: "Chỉ khi đọc phiếu lương: `payrollColumns` cho biết mỗi cột trong bảng lương của công ty là khoản gì, theo mã cột có trong dữ liệu gốc.",
        },
      ],
      settings: {
        accountToken: "$BASE_ACCOUNT_TOKEN",
        hrmToken: "$BASE_HRM_TOKEN",
        timeoffToken: "$BASE_TIMEOFF_TOKEN",
      },
    },
  ],
};

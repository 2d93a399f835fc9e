import type { Credentials } from "@opensme/core";

export const credentials: Credentials = {
  url: "https://documentation.bamboohr.com/docs/getting-started",
  ways: [
    {
      title: { en: "Your own company: an API key", vi: "Công ty của mình: khóa API" },
      steps: [
        {
          en: "`companyDomain` is the first part of the address at which you sign in: `acme` of `https://acme.bamboohr.com`.",
          vi: "`companyDomain` là phần đầu của địa chỉ đăng nhập: `acme` trong `https://acme.bamboohr.com`.",
        },
        {
          en: "A key sees what its user sees, so make a user for it: under *Settings > Access Levels*, add a custom access level with the right to view, for all employees, no more than the fields that are to be read.",
          vi: "Khóa chỉ thấy những gì người dùng của nó thấy, nên hãy tạo người dùng riêng: vào *Settings > Access Levels*, thêm mức truy cập tùy chỉnh, chỉ cho xem các trường cần đọc, với toàn bộ nhân viên.",
        },
        {
          en: "Add a user to that level, sign in as that user, click its picture or name, and choose *API Keys*, then *Add New Key*.",
          vi: "Thêm người dùng vào mức truy cập đó, đăng nhập bằng người dùng này, bấm vào ảnh hoặc tên, chọn *API Keys* rồi *Add New Key*.",
        },
        {
          en: "Name the key, click *Generate Key*, and copy it into `apiKey`: it is shown once.",
          vi: "Đặt tên khóa, bấm *Generate Key* và chép vào `apiKey`: khóa chỉ hiện một lần.",
        },
      ],
      settings: { companyDomain: "acme", apiKey: "$BAMBOOHR_API_KEY" },
    },
    {
      title: {
        en: "Software that connects other companies: an OAuth app",
        vi: "Phần mềm kết nối nhiều công ty: ứng dụng OAuth",
      },
      steps: [
        {
          en: "Register an app with BambooHR (<https://documentation.bamboohr.com>), with the redirect address `http://localhost:4711/callback` and the scopes below.",
          vi: "Đăng ký ứng dụng với BambooHR (<https://documentation.bamboohr.com>), với địa chỉ redirect `http://localhost:4711/callback` và các scope nêu bên dưới.",
        },
        {
          en: "Copy the app's id into `clientId` and its secret into `clientSecret`.",
          vi: "Chép mã ứng dụng vào `clientId` và mã bí mật vào `clientSecret`.",
        },
        {
          en: "Run `npx opensme connect people` and let a person of the company allow it; it asks for `offline_access` beside the scopes below. Without it, authorise the app yourself and copy the refresh token into `refreshToken`.",
          vi: "Chạy `npx opensme connect people` để người của công ty cho phép; lệnh này xin thêm `offline_access` ngoài các scope bên dưới. Nếu không dùng lệnh, tự cấp quyền và chép refresh token vào `refreshToken`.",
        },
      ],
      settings: { companyDomain: "acme", clientId: "$BAMBOOHR_CLIENT_ID", clientSecret: "$BAMBOOHR_CLIENT_SECRET" },
    },
  ],
  webhooks: [
    {
      en: "An administrator adds a webhook with the address under *Webhooks* in BambooHR's account settings and chooses the fields to watch; one made by BambooHR's API, with an API key, sees what that key's user sees.",
      vi: "Quản trị viên thêm webhook với địa chỉ trên trong mục *Webhooks* của phần cài đặt tài khoản BambooHR và chọn các trường cần theo dõi; webhook tạo qua API bằng khóa API chỉ thấy những gì người dùng của khóa thấy.",
    },
    {
      en: "Copy the private key into `webhookSecret`: it is shown once, when the webhook is made.",
      vi: "Chép private key vào `webhookSecret`: khóa chỉ hiện một lần khi tạo webhook.",
    },
  ],
};

/** A pipeline, as the pipelines API tells it. */
export interface Pipeline {
  id: string;
  label: string;
  displayOrder: number;
  stages: readonly { id: string; label: string; metadata: Readonly<Record<string, string>> }[];
}

const dealStage = (id: string, label: string, probability: string) => ({
  id,
  label,
  metadata: { isClosed: String(probability === "1.0" || probability === "0.0"), probability },
});

const stage = (id: string, label: string, isClosed = false) => ({
  id,
  label,
  metadata: { isClosed: String(isClosed) },
});

/** The stages that a new account has. */
export const pipelines: Readonly<Record<string, readonly Pipeline[]>> = {
  deals: [
    {
      id: "default",
      label: "Sales Pipeline",
      displayOrder: 0,
      stages: [
        dealStage("appointmentscheduled", "Appointment Scheduled", "0.2"),
        dealStage("qualifiedtobuy", "Qualified To Buy", "0.4"),
        dealStage("contractsent", "Contract Sent", "0.9"),
        dealStage("closedwon", "Closed Won", "1.0"),
        dealStage("closedlost", "Closed Lost", "0.0"),
      ],
    },
    {
      id: "71250011",
      label: "Quán mới",
      displayOrder: 1,
      stages: [dealStage("137005501", "Khảo sát", "0.3"), dealStage("137005502", "Khai trương", "1.0")],
    },
  ],
  leads: [
    {
      id: "lead-pipeline-id",
      label: "Lead pipeline",
      displayOrder: 0,
      stages: [
        stage("new-stage-id", "New"),
        stage("attempting-stage-id", "Attempting"),
        stage("connected-stage-id", "Connected"),
        stage("qualified-stage-id", "Qualified", true),
        stage("unqualified-stage-id", "Disqualified", true),
      ],
    },
  ],
  orders: [
    {
      id: "14a2e10e-5471-408a-906e-c51f3b04369e",
      label: "Order Pipeline",
      displayOrder: 0,
      stages: [
        stage("4b27b500-f031-4927-9811-68a0b525cbae", "Open"),
        stage("937ea84d-0a4f-4dcf-9028-3f9c2aafbf03", "Processed"),
        stage("aa99e8d0-c1d5-4071-b915-d240bbb1aed9", "Shipped"),
        stage("3725360f-519b-4b18-a593-494d60a29c9f", "Delivered", true),
        stage("3c85a297-e9ce-400b-b42e-9f16853d69d6", "Cancelled", true),
      ],
    },
  ],
};

/** A stage by the ids of its pipeline and of itself. */
export const stageOf = (type: string, pipeline: string | undefined, id: string | undefined) =>
  pipelines[type]?.find((found) => found.id === pipeline)?.stages.find((found) => found.id === id);
